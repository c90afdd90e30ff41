/* model.c - the joined model: its memory, and what is found in it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "model.h"

#include <stdlib.h>
#include <string.h>

struct ipc_model *
ipc_model_new (void)
{
  struct ipc_model *m = ipc_alloc (sizeof *m);

  m->version = VERSION;
  return m;
}

void
ipc_model_free (struct ipc_model *m)
{
  if (m == NULL)
    return;
  ipc_free_arena (&m->memory);
  free (m);
}

static int
by_id (const void *a, const void *b)
{
  return strcmp (((const struct ipc_row *) a)->b->id,
                 ((const struct ipc_row *) b)->b->id);
}

static int
by_probe_name (const void *a, const void *b)
{
  return strcmp (((const struct ipc_probe *) a)->name,
                 ((const struct ipc_probe *) b)->name);
}

struct ipc_row *
ipc_model_row (const struct ipc_model *m, const char *id)
{
  struct ipc_behaviour b = { .id = id };
  struct ipc_row key = { .b = &b };

  return m->rows == 0 ? NULL
         : bsearch (&key, m->row, m->rows, sizeof key, by_id);
}

struct ipc_probe *
ipc_model_probe (const struct ipc_model *m, const char *name)
{
  struct ipc_probe key = { .name = name };

  return m->probes == 0 ? NULL
         : bsearch (&key, m->probe, m->probes, sizeof key, by_probe_name);
}

void
ipc_model_sort (struct ipc_model *m)
{
  qsort (m->row, m->rows, sizeof *m->row, by_id);
  if (m->probes > 0)
    qsort (m->probe, m->probes, sizeof *m->probe, by_probe_name);
}
