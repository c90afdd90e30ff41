/* html-matrix.c - a suite whose rows are calls by modes, as a table.
   SPDX-License-Identifier: BSD-2-Clause

   Which suites are, by which modes, and what a caller wants of each, suites.def
   says.  A cell is its row.  */

#include <config.h>

#include <string.h>

#include "html-line.h"
#include "html-parts.h"
#include "html-sections.h"

/* What a cell means to who calls.  */
enum meaning { PLAIN, WISHED, PERMITTED, MANUAL, FORBIDDEN, MEANINGS };

static const struct { const char *class, *words; } meanings[MEANINGS] =
{
  { "", "" },
  { " w", "" },
  { " q", "does not, as is permitted" },
  { " m", "does not, against POSIX but as the system's manual says" },
  { " z", "does not, against POSIX" }
};

static struct matrix
matrix_of (const char *suite)
{
  struct matrix x = { { NULL }, { NULL }, 0, NULL };
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

int
ipc_html_in_matrix (const struct ipc_row *r)
{
  struct matrix x = matrix_of (r->b->suite);
  size_t size;

  return column_of (&x, r, &size) != -1;
}

static enum meaning
meaning_of (const struct ipc_column *c, const struct ipc_row *r)
{
  const char *value = r->result[IPC_EXTENDED_BUILD].observed;

  if (r->verdict == IPC_DEVIATES)
    return r->manual_agrees == 1 ? MANUAL : FORBIDDEN;
  if (*c->wish == '\0' || value == NULL || r->verdict == IPC_ABSENT)
    return PLAIN;
  return strcmp (value, c->wish) == 0 ? WISHED : PERMITTED;
}

static void
put_cell (FILE *f, const struct ipc_column *c, const struct ipc_row *r)
{
  const struct ipc_result *fallback;
  char value[1000];

  if (r == NULL)
    {
      fputs ("<td>", f);
      return;
    }
  fallback = &r->result[IPC_FALLBACK_BUILD];
  ipc_html (f, "<td id=%s class=\"%s%s%s%s%s\">", r->b->id,
            ipc_html_class (r->verdict), meanings[meaning_of (c, r)].class,
            r->b->level == IPC_VARIES ? " V"
            : r->b->level == IPC_HAZARD ? " H" : "",
            fallback->present ? " " : "",
            fallback->present ? ipc_html_class (fallback->verdict) : "");
  if (r->verdict != IPC_HOLDS && r->verdict != IPC_DEVIATES)
    ipc_html (f, "%s: ", ipc_verdict_name (r->verdict));
  ipc_html (f, "%s", ipc_row_value (r, value, sizeof value));
}

/* Find what the claims of each column of X end in, from a space or a comma
   on.  */
static void
find_endings (struct matrix *x, const struct ipc_row *row, size_t count)
{
  const char *a, *b;
  size_t i, size;
  int c;

  for (i = 0; i < count; i++)
    {
      c = column_of (x, &row[i], &size);
      if (c == -1)
        continue;
      b = row[i].b->claim;
      if (x->ending[c] == NULL)
        x->ending[c] = b;
      for (a = x->ending[c] + strlen (x->ending[c]), b += strlen (b);
           a > x->ending[c] && b > row[i].b->claim && a[-1] == b[-1];
           a--, b--)
        continue;
      x->ending[c] = a;
    }
  for (c = 0; c < x->columns; c++)
    if (x->ending[c] == NULL)
      x->ending[c] = "";
    else
      x->ending[c] += strcspn (x->ending[c], " ,");
}

/* The line of the call that ROW[I] is about.  Rows are sorted by id, but
   "read_clear" and "read_set" may have "read_fifo_clear" between them.  */
static void
put_call (FILE *f, const struct matrix *x, const struct ipc_row *row,
          size_t count, size_t i)
{
  struct line l = { { NULL } };
  const char *call = row[i].b->aspect;
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
      l.cell[column] = &row[k];
    }
  ipc_html_line_head (f, x, &l, call, size);
  for (column = 0; column < x->columns; column++)
    put_cell (f, x->column[column], l.cell[column]);
  putc ('\n', f);
}

/* How often each thing happens in the column C.  */
static void
put_counts (FILE *f, const struct matrix *x, int c,
            const struct ipc_row *row, size_t count)
{
  int counts[MEANINGS] = { 0 }, k;
  size_t i, size;

  for (i = 0; i < count; i++)
    if (column_of (x, &row[i], &size) == c)
      counts[meaning_of (x->column[c], &row[i])]++;
  ipc_html (f, "<p>%s:", x->column[c]->title);
  for (k = WISHED; k < MEANINGS; k++)
    if (counts[k] != 0)
      {
        ipc_html (f, " <b class=%s>%s: %d</b>", meanings[k].class + 1,
                  k == WISHED ? x->column[c]->wish : meanings[k].words,
                  counts[k]);
      }
  putc ('\n', f);
}

void
ipc_html_matrix (FILE *f, const struct ipc_row *row, size_t count,
                 const struct ipc_source *usual)
{
  struct matrix x = matrix_of (row->b->suite);
  size_t i;
  int c, main = 0;

  if (x.columns == 0)
    return;
  x.usual = usual;
  find_endings (&x, row, count);
  for (c = x.columns - 1; c >= 0; c--)
    if (*x.column[c]->wish != '\0')
      main = c;
  for (c = 0; c < x.columns; c++)
    if (*x.column[c]->wish != '\0')
      put_counts (f, &x, c, row, count);
  fputs ("<p class=only>Open a line for its other columns.\n", f);
  ipc_html (f, "<table class=\"matrix m%d\">\n<caption>Call by mode</caption>\n"
            "<thead><tr><th scope=col>call", main + 2);
  for (c = 0; c < x.columns; c++)
    ipc_html (f, "<th scope=col>%s<br><small>%s</small>", x.column[c]->title,
              x.ending[c] + strspn (x.ending[c], ", "));
  fputs ("\n<tbody>\n", f);
  for (i = 0; i < count; i++)
    put_call (f, &x, row, count, i);
  fputs ("</table>\n", f);
}
