/* matrix-rows.c - the behaviours of a matrix, and how far products agree.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "matrix-rows.h"

#include <stdlib.h>
#include <string.h>

static size_t
suite_place (const char *name)
{
  size_t i = 0;

  while (ipc_suites[i].name != NULL && strcmp (ipc_suites[i].name, name) != 0)
    i++;
  return i;
}

static int
by_suite (const void *a, const void *b)
{
  const struct ipc_behaviour *x = ((const struct ipc_matrix_row *) a)->b;
  const struct ipc_behaviour *y = ((const struct ipc_matrix_row *) b)->b;
  size_t place = suite_place (x->suite), other = suite_place (y->suite);
  int order = place < other ? -1 : place > other;

  if (order == 0)
    order = strcmp (x->suite, y->suite);
  return order != 0 ? order : strcmp (x->id, y->id);
}

/* A row for every row of a report, and for what manuals speak of; some are
   doubled.  */
static void
collect (struct ipc_matrix *x)
{
  const struct ipc_manual *m;
  size_t i, j, n = 0;

  for (m = ipc_manuals; m->os != NULL; m++)
    n++;
  for (i = 0; i < x->columns; i++)
    n += x->column[i].m == NULL ? 0 : x->column[i].m->rows;
  x->row = ipc_take (&x->memory, (n + 1) * sizeof *x->row);
  for (m = ipc_manuals; m->os != NULL; m++)
    x->row[x->rows++].b = ipc_find (m->id);
  for (i = 0; i < x->columns; i++)
    for (j = 0; x->column[i].m != NULL && j < x->column[i].m->rows; j++)
      {
        const struct ipc_row *r = &x->column[i].m->row[j];
        struct ipc_matrix_row *row = &x->row[x->rows++];

        row->unknown = r->unknown;
        row->b = r->unknown ? r->b : ipc_find (r->b->id);
      }
}

static void
drop_doubled (struct ipc_matrix *x)
{
  size_t i, n = 0;

  qsort (x->row, x->rows, sizeof *x->row, by_suite);
  for (i = 0; i < x->rows; i++)
    if (n == 0 || strcmp (x->row[n - 1].b->id, x->row[i].b->id) != 0)
      x->row[n++] = x->row[i];
  x->rows = n;
}

static void
fill_cells (struct ipc_matrix *x, struct ipc_matrix_row *row)
{
  size_t i;

  row->cell = ipc_take (&x->memory, (x->columns + 1) * sizeof *row->cell);
  for (i = 0; i < x->columns; i++)
    {
      struct ipc_matrix_column *c = &x->column[i];

      if (c->m != NULL)
        row->cell[i].row = ipc_model_row (c->m, row->b->id);
      else
        {
          row->cell[i].manual = ipc_find_manual (c->os, row->b->id);
          c->rows += row->cell[i].manual != NULL;
        }
      row->seen += ipc_cell_observed (&row->cell[i], IPC_EXTENDED_BUILD);
    }
}

/* Whether any two columns of kinds up to MOST differ on ROW: every build of
   every column is held against the first that observed it.  */
static int
kinds_differ (const struct ipc_matrix *x, const struct ipc_matrix_row *row,
              enum ipc_evidence most)
{
  size_t i, j;
  int build;

  for (build = 0; build < IPC_BUILDS; build++)
    {
      for (i = 0; i < x->columns; i++)
        if (ipc_cell_observed (&row->cell[i], (enum ipc_build) build))
          break;
      for (j = i + 1; j < x->columns; j++)
        if (x->column[j].evidence <= most
            && ipc_cells_differ (&row->cell[i], &row->cell[j]))
          return 1;
    }
  return 0;
}

/* Whether a manual says of ROW what another one, or a real product's
   extended build, does not.  */
static int
manuals_differ (const struct ipc_matrix *x, const struct ipc_matrix_row *row)
{
  const char *value = NULL, *said;
  int manual = 0;
  size_t i;

  for (i = 0; i < x->columns; i++)
    {
      const struct ipc_cell *c = &row->cell[i];

      said = c->manual != NULL ? c->manual->value
             : x->column[i].evidence == IPC_REAL
               && ipc_cell_observed (c, IPC_EXTENDED_BUILD)
             ? c->row->result[IPC_EXTENDED_BUILD].observed : NULL;
      manual |= c->manual != NULL;
      if (manual && value != NULL && said != NULL
          && strcmp (value, said) != 0)
        return 1;
      if (value == NULL)
        value = said;
    }
  return 0;
}

static enum ipc_agreement
agreement (const struct ipc_matrix *x, const struct ipc_matrix_row *row)
{
  if (kinds_differ (x, row, IPC_REAL))
    return IPC_REAL_DIFFER;
  if (manuals_differ (x, row))
    return IPC_MANUALS_DIFFER;
  if (kinds_differ (x, row, IPC_EMULATED))
    return IPC_EMULATED_DIFFER;
  if (kinds_differ (x, row, IPC_SIMULATED))
    return IPC_SIMULATED_DIFFER;
  return row->seen > 1 ? IPC_ALIKE : row->seen == 1 ? IPC_SEEN_ONCE
         : IPC_UNSEEN;
}

static void
find_suites (struct ipc_matrix *x)
{
  const struct ipc_suite *known;
  size_t i, n = 0;

  x->suite = ipc_take (&x->memory, (x->rows + 1) * sizeof *x->suite);
  for (i = 0; i < x->rows; i++)
    {
      const char *name = x->row[i].b->suite;

      if (n > 0 && strcmp (x->suite[n - 1].name, name) == 0)
        continue;
      known = ipc_find_suite (name);
      x->suite[n].name = name;
      x->suite[n++].title = known == NULL ? "not in this catalogue"
                            : known->title;
    }
}

void
ipc_matrix_find_rows (struct ipc_matrix *x)
{
  size_t i;

  collect (x);
  drop_doubled (x);
  for (i = 0; i < x->rows; i++)
    {
      fill_cells (x, &x->row[i]);
      x->row[i].agreement = agreement (x, &x->row[i]);
      x->count[x->row[i].agreement]++;
    }
  find_suites (x);
}
