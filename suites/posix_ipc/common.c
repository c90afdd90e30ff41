/* common.c - what the cases about objects of POSIX share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <string.h>

#include "posix_ipc.h"

static char wrong[80];

void
posix_expect (const char *what, const char *got, const char *wanted)
{
  if (strcmp (got, wanted) != 0 && wrong[0] == '\0')
    snprintf (wrong, sizeof wrong, "%.40s: %.36s", what, got);
}

void
posix_expect_value (const char *what, long got, long wanted)
{
  if (got != wanted && wrong[0] == '\0')
    snprintf (wrong, sizeof wrong, "%.40s: %ld, not %ld", what, got, wanted);
}

const char *
posix_wrong (void)
{
  return wrong[0] != '\0' ? wrong : NULL;
}

void
posix_observe (const char *good)
{
  ipc_observe (wrong[0] != '\0' ? wrong : good);
}
