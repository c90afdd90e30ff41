/* matrix-filter.c - the filter of the matrix, which waits hidden for the
   script.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html-parts.h"
#include "matrix-sections.h"

static void
put_agreements (const struct ipc_matrix_page *p)
{
  int a;

  fputs ("<label>Rows <select name=\"d\">\n<option value=\"\">all\n", p->f);
  for (a = 0; a < IPC_AGREEMENTS; a++)
    if (p->x->count[a] > 0)
      ipc_html (p->f, "<option value=\"%s\">%s\n",
                ipc_agreement_name ((enum ipc_agreement) a),
                ipc_agreement_meaning ((enum ipc_agreement) a));
  fputs ("</select></label>\n", p->f);
}

static void
put_evidence (const struct ipc_matrix_page *p)
{
  int e;

  fputs ("<fieldset><legend>Columns</legend>\n", p->f);
  for (e = 0; e < IPC_EVIDENCES; e++)
    if (p->x->kinds[e] > 0)
      {
        const char *name = ipc_evidence_name ((enum ipc_evidence) e);

        ipc_html (p->f, "<label><input type=\"checkbox\" name=\"e\" "
                  "value=\"%s\" checked> %s</label>\n", name, name);
      }
  fputs ("</fieldset>\n", p->f);
}

void
ipc_matrix_filter (const struct ipc_matrix_page *p)
{
  const struct ipc_suite *s;

  fputs ("<form id=\"find\" role=\"search\" hidden>\n"
         "<label>Find <input type=\"search\" name=\"q\" autocomplete=\"off\""
         " placeholder=\"words in a row\"></label>\n"
         "<label>Suite <select name=\"s\">\n<option value=\"\">all\n", p->f);
  for (s = p->x->suite; s->name != NULL; s++)
    ipc_html (p->f, "<option value=\"%s\">%s\n", s->name, s->name);
  fputs ("</select></label>\n", p->f);
  put_agreements (p);
  put_evidence (p);
  fputs ("<p><button type=\"submit\">Find</button>\n"
         "<button type=\"reset\">Clear</button>\n"
         "<span role=\"status\" id=\"shown\"></span>\n</form>\n", p->f);
}
