/* compare.c - the first of many things that is wrong.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "compare.h"

#include <stdio.h>
#include <string.h>

#include "report.h"

static char wrong[80];

void
ipc_compare (const char *what, const char *got, const char *wanted)
{
  if (strcmp (got, wanted) != 0 && wrong[0] == '\0')
    snprintf (wrong, sizeof wrong, "%.38s: %.38s", what, got);
}

void
ipc_compare_value (const char *what, long got, long wanted)
{
  if (got != wanted && wrong[0] == '\0')
    snprintf (wrong, sizeof wrong, "%.38s: %ld, not %ld", what, got, wanted);
}

const char *
ipc_wrong (void)
{
  return wrong[0] != '\0' ? wrong : NULL;
}

void
ipc_observe_right (const char *good)
{
  ipc_observe (wrong[0] != '\0' ? wrong : good);
}
