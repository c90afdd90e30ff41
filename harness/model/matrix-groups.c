/* matrix-groups.c - which columns of a row show the same.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "matrix-groups.h"

#include <stdio.h>
#include <string.h>

void
ipc_groups_start (struct ipc_groups *g, struct ipc_arena *a,
                  const struct ipc_matrix *x)
{
  size_t n = x->columns + 1;

  g->of = ipc_take (a, n * sizeof *g->of);
  g->first = ipc_take (a, n * sizeof *g->first);
  g->size = ipc_take (a, n * sizeof *g->size);
  g->in = ipc_take (a, n);
}

static int
is_empty (const struct ipc_cell *c)
{
  return c->row == NULL && c->manual == NULL;
}

/* Put COLUMN into GROUP, perhaps a new one.  */
static void
put (struct ipc_groups *g, size_t column, size_t group)
{
  if (group == g->count)
    {
      g->first[g->count] = column;
      g->size[g->count++] = 0;
    }
  g->of[column] = group;
  g->size[group]++;
}

void
ipc_groups_find (struct ipc_groups *g, const struct ipc_matrix *x,
                 const struct ipc_matrix_row *row,
                 int (*same) (const struct ipc_cell *,
                              const struct ipc_cell *))
{
  size_t i, j, empty;

  g->count = 0;
  for (i = 0; i < x->columns; i++)
    {
      if (is_empty (&row->cell[i]))
        continue;
      for (j = 0; j < g->count; j++)
        if (same (&row->cell[g->first[j]], &row->cell[i]))
          break;
      put (g, i, j);
    }
  empty = g->count;
  for (i = 0; i < x->columns; i++)
    if (is_empty (&row->cell[i]))
      put (g, i, empty);
}

char *
ipc_groups_codes (const struct ipc_groups *g, const struct ipc_matrix *x,
                  size_t group, char *buf, size_t size)
{
  size_t i;

  for (i = 0; i < x->columns; i++)
    g->in[i] = g->of[i] == group;
  return ipc_matrix_codes (x, g->in, buf, size);
}

char *
ipc_matrix_summary (const struct ipc_matrix *x,
                    const struct ipc_matrix_row *row, struct ipc_groups *g,
                    char *buf, size_t size)
{
  char text[300];
  size_t i, j, n = 0, of_reports;

  ipc_groups_find (g, x, row, ipc_cells_alike);
  buf[0] = '\0';
  for (i = 0; i < g->count && n < size; i++)
    {
      const struct ipc_cell *c = &row->cell[g->first[i]];
      const char *before = n == 0 ? "" : ", ";

      for (j = of_reports = 0; j < x->columns; j++)
        of_reports += g->of[j] == i && x->column[j].m != NULL;
      if (of_reports == 0)
        continue;
      if (is_empty (c))
        n += (size_t) snprintf (buf + n, size - n, "%snot in %u report%s",
                                before, (unsigned) of_reports,
                                of_reports == 1 ? "" : "s");
      else
        n += (size_t) snprintf (buf + n, size - n, "%s%s x%u", before,
                                ipc_cell_text (c, text, sizeof text),
                                (unsigned) of_reports);
    }
  return buf;
}
