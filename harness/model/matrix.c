/* matrix.c - behaviours by products: the words of it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *name, *meaning; } agreements[] =
{
  [IPC_REAL_DIFFER] = { "real-differ", "real products differ" },
  [IPC_MANUALS_DIFFER] =
    { "manuals-differ", "a manual says another thing" },
  [IPC_EMULATED_DIFFER] =
    { "emulated-differ", "an emulated product differs" },
  [IPC_SIMULATED_DIFFER] =
    { "simulated-differ", "a simulated product differs" },
  [IPC_ALIKE] = { "alike", "all that observed it saw the same" },
  [IPC_SEEN_ONCE] = { "seen-once", "one product observed it" },
  [IPC_UNSEEN] = { "unseen", "no product observed it" }
};

void
ipc_matrix_free (struct ipc_matrix *x)
{
  if (x == NULL)
    return;
  ipc_free_arena (&x->memory);
  free (x);
}

const char *
ipc_agreement_name (enum ipc_agreement a)
{
  return agreements[a].name;
}

const char *
ipc_agreement_meaning (enum ipc_agreement a)
{
  return agreements[a].meaning;
}

int
ipc_agreement_differs (enum ipc_agreement a)
{
  return a < IPC_ALIKE;
}

/* The last column of the range of IN's that begins with FIRST.  */
static size_t
range_end (const struct ipc_matrix *x, const char *in, size_t first)
{
  size_t last = first;

  while (last + 1 < x->columns && in[last + 1]
         && x->column[last + 1].evidence == x->column[first].evidence)
    last++;
  return last;
}

char *
ipc_matrix_codes (const struct ipc_matrix *x, const char *in, char *buf,
                  size_t size)
{
  size_t i, n = 0, last;
  char one[80];

  buf[0] = '\0';
  for (i = 0; i < x->columns; i = last + 1)
    {
      last = i;
      if (!in[i])
        continue;
      last = range_end (x, in, i);
      if (last == i + 1)
        last = i;
      snprintf (one, sizeof one, "%s%s%s%s", n == 0 ? "" : " ",
                x->column[i].code, last == i ? "" : "-",
                last == i ? "" : x->column[last].code);
      if (n + strlen (one) + sizeof " ..." > size)
        {
          strcpy (buf + n, " ...");
          break;
        }
      n += (size_t) sprintf (buf + n, "%s", one);
    }
  return buf;
}
