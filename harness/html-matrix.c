/* html-matrix.c - a suite whose rows are calls by modes, as a table.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html.h"
#include "matrix.h"

static void
put_cell (FILE *f, const struct ipc_row *r)
{
  char value[1000];

  if (r == NULL)
    {
      fputs ("<td>", f);
      return;
    }
  fprintf (f, "<td class=\"%s\">", ipc_html_class (r->verdict));
  if (r->verdict != IPC_HOLDS)
    {
      ipc_html_verdict (f, r->verdict);
      putc (' ', f);
    }
  ipc_html (f, "<a href=\"#%s\">%s</a>", r->b->id,
            r->verdict == IPC_HOLDS || r->verdict == IPC_DEVIATES
            ? ipc_row_value (r, value, sizeof value) : "why");
  if (r->manual_agrees == 0)
    ipc_html (f, " <small>(%s: %s)</small>", r->manual->page,
              r->manual->value);
}

static void
put_call (FILE *f, const struct ipc_matrix_call *call)
{
  int mode;

  ipc_html (f, "<tr><th scope=\"row\"><code>%s</code>", call->name);
  for (mode = 0; mode < IPC_MODES; mode++)
    put_cell (f, call->cell[mode]);
  putc ('\n', f);
}

static void
put_head (FILE *f, const char *suite, const char *id, const char *caption)
{
  int mode;

  ipc_html (f, "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
            "aria-labelledby=\"%s-%s\">\n<table class=\"matrix\">\n"
            "<caption id=\"%s-%s\">%s</caption>\n"
            "<thead><tr><th scope=\"col\">call", suite, id, suite, id,
            caption);
  for (mode = 0; mode < IPC_MODES; mode++)
    ipc_html (f, "<th scope=\"col\">%s", ipc_mode_title (mode));
  fputs ("\n<tbody>\n", f);
}

void
ipc_html_matrix (FILE *f, const struct ipc_row *row, size_t count)
{
  struct ipc_matrix_call call;
  size_t i;

  if (!ipc_is_matrix (row, count))
    return;
  put_head (f, row->b->suite, "matrix", "Call by mode");
  for (i = 0; i < count; i++)
    if (ipc_matrix_collect (row, count, i, &call))
      put_call (f, &call);
  fputs ("</table>\n</div>\n", f);
}

void
ipc_html_matrix_findings (const struct ipc_model *m, FILE *f,
                          enum ipc_verdict v)
{
  struct ipc_matrix_call call;
  size_t first, count, i;

  for (first = 0; first < m->rows; first += count)
    {
      const struct ipc_row *row = &m->row[first];
      int begun = 0;

      count = ipc_suite_rows (m, first);
      if (!ipc_is_matrix (row, count))
        continue;
      for (i = 0; i < count; i++)
        if (ipc_matrix_collect (row, count, i, &call)
            && ipc_matrix_has (&call, v))
          {
            if (!begun++)
              put_head (f, row->b->suite, ipc_html_class (v),
                        "Calls with findings, by mode");
            put_call (f, &call);
          }
      if (begun)
        fputs ("</table>\n</div>\n", f);
    }
}
