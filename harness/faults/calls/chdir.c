/* chdir.c - faults of changing the directory.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <string.h>
#include <unistd.h>

#include "faults.h"

CALL (chdir)
FAULT (chdir_ignored, "chdir() to / succeeds and goes nowhere",
  KILLS ("daemons.chdir_root", "daemons.complete"),
  KILLS_FALLBACK ("daemons.complete"))

int
chdir (const char *path)
{
  if (ipc_fault (chdir_ignored) && strcmp (path, "/") == 0)
    return 0;
  return IPC_REAL (chdir) (path);
}
