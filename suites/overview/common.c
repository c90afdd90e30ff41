/* common.c - what the cases of the overview share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "overview.h"

static char wrong[80];

void
overview_expect (const char *what, const char *got, const char *wanted)
{
  if (strcmp (got, wanted) != 0 && wrong[0] == '\0')
    snprintf (wrong, sizeof wrong, "%.38s: %.38s", what, got);
}

void
overview_expect_value (const char *what, long got, long wanted)
{
  if (got != wanted && wrong[0] == '\0')
    snprintf (wrong, sizeof wrong, "%.38s: %ld, not %ld", what, got, wanted);
}

const char *
overview_wrong (void)
{
  return wrong[0] != '\0' ? wrong : NULL;
}

void
overview_observe (const char *good)
{
  ipc_observe (wrong[0] != '\0' ? wrong : good);
}

int
overview_run (const char *command)
{
  int status = system (command);

  IPC_SETUP (status != -1 && WIFEXITED (status));
  return WEXITSTATUS (status);
}
