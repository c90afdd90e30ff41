/* html-matrix.c - a suite whose rows are calls by modes, as a table.
   SPDX-License-Identifier: BSD-2-Clause

   Which suites are, and by which modes, suites.def says.  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "html-sections.h"

enum { MOST_COLUMNS = 8 };

/* The columns of one suite.  */
struct matrix
{
  const struct ipc_column *column[MOST_COLUMNS];
  int columns;
};

static struct matrix
matrix_of (const char *suite)
{
  struct matrix x = { { NULL }, 0 };
  const struct ipc_column *c;

  for (c = ipc_columns; c->suite != NULL; c++)
    if (strcmp (c->suite, suite) == 0 && x.columns < MOST_COLUMNS)
      x.column[x.columns++] = c;
  return x;
}

/* The column of X that R stands in, or -1; *SIZE gets how long the name of
   its line is.  */
static int
column_of (const struct matrix *x, const struct ipc_row *r, size_t *size)
{
  size_t length = strlen (r->b->aspect), ending;
  int i;

  for (i = 0; i < x->columns; i++)
    {
      ending = strlen (x->column[i]->ending);
      if (length > ending
          && strcmp (r->b->aspect + length - ending, x->column[i]->ending)
             == 0)
        {
          *size = length - ending;
          return i;
        }
    }
  return -1;
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

/* The line of the call that ROW[I] is about.  Rows are sorted by id, but
   "read_clear" and "read_set" may have "read_fifo_clear" between them.  */
static void
put_call (FILE *f, const struct matrix *x, const struct ipc_row *row,
          size_t count, size_t i)
{
  const struct ipc_row *cell[MOST_COLUMNS] = { NULL };
  const char *call = row[i].b->aspect;
  char name[100];
  size_t size, other, k;
  int column;

  if (column_of (x, &row[i], &size) == -1)
    return;
  for (k = 0; k < count; k++)
    {
      column = column_of (x, &row[k], &other);
      if (column == -1 || other != size
          || strncmp (row[k].b->aspect, call, size) != 0)
        continue;
      if (k < i)
        return;                 /* it has its line already */
      cell[column] = &row[k];
    }
  snprintf (name, sizeof name, "%.*s", (int) size, call);
  ipc_html (f, "<tr><th scope=\"row\"><code>%s</code>", name);
  for (column = 0; column < x->columns; column++)
    put_cell (f, cell[column]);
  putc ('\n', f);
}

void
ipc_html_matrix (FILE *f, const struct ipc_row *row, size_t count)
{
  struct matrix x = matrix_of (row->b->suite);
  size_t i;
  int column;

  if (x.columns == 0)
    return;
  ipc_html (f, "<section class=\"wide\" tabindex=\"0\" "
            "aria-labelledby=\"%s-matrix\">\n<table class=\"matrix\">\n"
            "<caption id=\"%s-matrix\">Call by mode</caption>\n"
            "<thead><tr><th scope=\"col\">call", row->b->suite,
            row->b->suite);
  for (column = 0; column < x.columns; column++)
    ipc_html (f, "<th scope=\"col\">%s", x.column[column]->title);
  fputs ("\n<tbody>\n", f);
  for (i = 0; i < count; i++)
    put_call (f, &x, row, count, i);
  fputs ("</table>\n</section>\n", f);
}
