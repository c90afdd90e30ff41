/* distance.c - how far two products are from each other.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "distance.h"

#include "cell.h"

/* Whether some build of both was observed.  */
static int
both_observed (const struct ipc_cell *a, const struct ipc_cell *b)
{
  int i;

  for (i = 0; i < IPC_BUILDS; i++)
    if (ipc_cell_observed (a, (enum ipc_build) i)
        && ipc_cell_observed (b, (enum ipc_build) i))
      return 1;
  return 0;
}

struct ipc_distance
ipc_model_distance (const struct ipc_model *a, const struct ipc_model *b)
{
  struct ipc_distance d = { 0, 0 };
  size_t i;

  for (i = 0; i < a->rows; i++)
    {
      struct ipc_cell x = { &a->row[i], NULL };
      struct ipc_cell y = { ipc_model_row (b, a->row[i].b->id), NULL };

      d.compared += both_observed (&x, &y) != 0;
      d.differ += ipc_cells_differ (&x, &y) != 0;
    }
  return d;
}

int
ipc_nearer (const struct ipc_distance *a, const struct ipc_distance *b)
{
  size_t x = a->differ * b->compared, y = b->differ * a->compared;

  if (a->compared == 0 || b->compared == 0)
    return (a->compared == 0) - (b->compared == 0);
  if (x != y)
    return x < y ? -1 : 1;
  return a->compared > b->compared ? -1 : a->compared < b->compared;
}

const struct ipc_row *
ipc_next_difference (const struct ipc_model *a, const struct ipc_model *b,
                     size_t *i, const struct ipc_row **other)
{
  while (*i < a->rows)
    {
      struct ipc_cell x = { &a->row[*i], NULL };
      struct ipc_cell y = { ipc_model_row (b, a->row[*i].b->id), NULL };

      ++*i;
      *other = y.row;
      if (ipc_cells_differ (&x, &y))
        return x.row;
    }
  return NULL;
}
