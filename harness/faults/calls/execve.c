/* execve.c - faults of executing with another environment.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <string.h>
#include <unistd.h>

#include "execv.h"
#include "faults.h"

CALL (execve)
FAULT (execve_strips, "execve() drops the request to preload",
  KILLS ("instruments.shim_active"))

extern char **environ;

int
execve (const char *path, char *const argv[], char *const env[])
{
  char *kept[16];
  int n = 0;

  if (env == environ && !ipc_fault (execve_strips))
    return ipc_fault_execv (path, argv);
  ipc_fault_tally_exec ();
  if (!ipc_fault (execve_strips))
    return IPC_REAL (execve) (path, argv, env);
  for (; *env != NULL && n < 15; env++)
    if (strncmp (*env, "LD_PRELOAD=", 11) != 0)
      kept[n++] = *env;
  kept[n] = NULL;
  return IPC_REAL (execve) (path, argv, kept);
}
