/* matrix.c - a suite whose rows are calls by modes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "matrix.h"

#include <stdio.h>
#include <string.h>

static const struct { const char *suffix, *title; } modes[IPC_MODES] =
{
  { "_clear", "SA_RESTART clear" },
  { "_set", "SA_RESTART set" },
  { "_stopped", "stopped, continued" }
};

const char *
ipc_mode_title (int mode)
{
  return modes[mode].title;
}

size_t
ipc_suite_rows (const struct ipc_model *m, size_t first)
{
  size_t n = first;

  while (n < m->rows
         && strcmp (m->row[n].b->suite, m->row[first].b->suite) == 0)
    n++;
  return n - first;
}

/* Which mode the aspect of R ends in, or -1; *SIZE gets how long the call's
   name before it is.  */
static int
mode_of (const struct ipc_row *r, size_t *size)
{
  size_t length = strlen (r->b->aspect), suffix;
  int i;

  for (i = 0; i < IPC_MODES; i++)
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

int
ipc_is_matrix (const struct ipc_row *row, size_t count)
{
  size_t i, size;

  for (i = 0; i < count; i++)
    if (mode_of (&row[i], &size) == -1)
      return 0;
  return 1;
}

int
ipc_matrix_collect (const struct ipc_row *row, size_t count, size_t i,
                    struct ipc_matrix_call *call)
{
  size_t size, other, k;
  int mode;

  memset (call, 0, sizeof *call);
  mode_of (&row[i], &size);
  for (k = 0; k < count; k++)
    {
      mode = mode_of (&row[k], &other);
      if (other != size
          || strncmp (row[k].b->aspect, row[i].b->aspect, size) != 0)
        continue;
      if (k < i)
        return 0;
      call->cell[mode] = &row[k];
    }
  snprintf (call->name, sizeof call->name, "%.*s", (int) size,
            row[i].b->aspect);
  return 1;
}

int
ipc_matrix_has (const struct ipc_matrix_call *call, enum ipc_verdict v)
{
  int mode;

  for (mode = 0; mode < IPC_MODES; mode++)
    if (call->cell[mode] != NULL && call->cell[mode]->verdict == v)
      return 1;
  return 0;
}
