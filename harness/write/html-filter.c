/* html-filter.c - the filter, which waits hidden for the script.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html-parts.h"
#include "html-sections.h"

static void
put_box (FILE *f, const char *name, const char *value)
{
  ipc_html (f, "<label><input type=\"checkbox\" name=\"%s\" value=\"%s\" "
            "checked> %s</label>\n", name, value, value);
}

static void
put_verdicts (const struct ipc_model *m, FILE *f)
{
  int v;

  fputs ("<fieldset><legend>Verdict</legend>\n", f);
  for (v = 0; v <= IPC_NOT_TESTABLE; v++)
    if (m->summary.rows[v] != 0)
      put_box (f, "v", ipc_verdict_name ((enum ipc_verdict) v));
  fputs ("</fieldset>\n", f);
}

static void
put_levels (FILE *f)
{
  int level;

  fputs ("<fieldset><legend>Level</legend>\n", f);
  for (level = IPC_REQUIRED; level <= IPC_HAZARD; level++)
    put_box (f, "l", ipc_level_name ((enum ipc_level) level));
  fputs ("</fieldset>\n", f);
}

static void
put_builds (FILE *f)
{
  int i;

  fputs ("<label>Build <select name=\"b\">\n<option value=\"\">worst of all"
         "\n", f);
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    ipc_html (f, "<option value=\"%s\">%s\n",
              ipc_build_name ((enum ipc_build) i),
              ipc_build_name ((enum ipc_build) i));
  fputs ("<option value=\"differ\">they differ\n</select></label>\n", f);
}

void
ipc_html_filter (const struct ipc_model *m, FILE *f)
{
  fputs ("<form id=find role=search hidden>\n"
         "<label>Find <input type=\"search\" name=\"q\" autocomplete=\"off\""
         " placeholder=\"words in a row; key /\"></label>\n"
         /* The script knows the suites.  */
         "<label>Suite <select name=s>\n<option value=\"\">all\n"
         "</select></label>\n", f);
  put_builds (f);
  fputs ("<label>Fallback <select name=\"f\">\n<option value=\"\">any\n"
         "<option value=\"proven\">proven\n"
         "<option value=\"limited\">limited\n"
         "<option value=\"fails\">fails\n<option value=\"none\">none\n"
         "</select></label>\n", f);
  put_verdicts (m, f);
  put_levels (f);
  fputs ("<p><button type=\"submit\">Find</button>\n"
         "<button type=\"button\" id=\"unfold\">Unfold</button>\n"
         "<button type=\"reset\">Clear</button>\n"
         "<span role=\"status\" id=\"shown\"></span>\n</form>\n", f);
}
