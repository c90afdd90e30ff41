/* html-matrix.c - a suite whose rows are calls by modes, as a table.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html.h"

enum { MODES = 3 };

static const struct { const char *suffix, *title; } modes[MODES] =
{
  { "_clear", "SA_RESTART clear" },
  { "_set", "SA_RESTART set" },
  { "_stopped", "stopped, continued" }
};

/* Which mode the aspect of R ends in, or -1; *SIZE gets how long the call's
   name before it, or without it, is.  */
static int
mode_of (const struct ipc_row *r, size_t *size)
{
  size_t length = strlen (r->b->aspect), suffix;
  int i;

  *size = length;
  for (i = 0; i < MODES; i++)
    {
      suffix = strlen (modes[i].suffix);
      if (length > suffix
          && strcmp (r->b->aspect + length - suffix, modes[i].suffix) == 0)
        {
          *size = length - suffix;
          return i;
        }
    }
  return -1;
}

static int
is_matrix (const struct ipc_row *row, size_t count)
{
  size_t i, size;

  for (i = 0; i < count; i++)
    if (mode_of (&row[i], &size) == -1)
      return 0;
  return 1;
}

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
}

/* The row of the call that ROW[I] is about.  Rows are sorted by id, but
   "read_clear" and "read_set" may have "read_fifo_clear" between them.  */
static void
put_call (FILE *f, const struct ipc_row *row, size_t count, size_t i)
{
  const struct ipc_row *cell[MODES] = { NULL, NULL, NULL };
  const char *call = row[i].b->aspect;
  char name[100];
  size_t size, other, k;
  int mode;

  mode_of (&row[i], &size);
  for (k = 0; k < count; k++)
    {
      mode = mode_of (&row[k], &other);
      if (other != size || strncmp (row[k].b->aspect, call, size) != 0)
        continue;
      if (k < i)
        return;                 /* it has its row already */
      cell[mode] = &row[k];
    }
  snprintf (name, sizeof name, "%.*s", (int) size, call);
  ipc_html (f, "<tr><th scope=\"row\"><code>%s</code>", name);
  for (mode = 0; mode < MODES; mode++)
    put_cell (f, cell[mode]);
  putc ('\n', f);
}

void
ipc_html_matrix (FILE *f, const struct ipc_row *row, size_t count)
{
  size_t i;
  int mode;

  if (!is_matrix (row, count))
    return;
  ipc_html (f, "<section class=\"wide\" tabindex=\"0\" "
            "aria-labelledby=\"%s-matrix\">\n<table class=\"matrix\">\n"
            "<caption id=\"%s-matrix\">Call by mode</caption>\n"
            "<thead><tr><th scope=\"col\">call", row->b->suite,
            row->b->suite);
  for (mode = 0; mode < MODES; mode++)
    ipc_html (f, "<th scope=\"col\">%s", modes[mode].title);
  fputs ("\n<tbody>\n", f);
  for (i = 0; i < count; i++)
    put_call (f, row, count, i);
  fputs ("</table>\n</section>\n", f);
}
