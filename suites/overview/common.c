/* common.c - what the cases of the overview share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdlib.h>
#include <sys/wait.h>

#include "overview.h"

int
overview_run (const char *command)
{
  int status = system (command);

  IPC_SETUP (status != -1 && WIFEXITED (status));
  return WEXITSTATUS (status);
}
