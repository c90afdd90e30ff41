/* system.c - faults of system().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include "actions.h"
#include "faults.h"

CALL (system)
FAULT (system_success, "system() loses the exit status",
  KILLS ("fifos.cmd_fallback"))
FAULT (system_defends, "system() has SIGCHLD at its default meanwhile",
  KILLS ("dispositions.chld_ign_system"))
FAULT (system_takes_sigchld, "system() takes its child's SIGCHLD with it",
  KILLS ("reaper.blocking_wait_after_system"),
  KILLS_FALLBACK ("reaper.blocking_wait_after_system"))

static int
without_sigchld (const char *command)
{
  struct timespec now = { 0, 0 };
  sigset_t chld, old;
  int status;

  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  IPC_REAL (sigprocmask) (SIG_BLOCK, &chld, &old);
  status = IPC_REAL (system) (command);
  IPC_REAL (sigtimedwait) (&chld, NULL, &now);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &old, NULL);
  return status;
}

int
system (const char *command)
{
  int status, defends = ipc_fault (system_defends)
                        && ipc_fault_installed (SIGCHLD) == SIG_IGN;

  if (defends)
    ipc_fault_install (SIGCHLD, SIG_DFL, 0);
  status = ipc_fault (system_takes_sigchld) ? without_sigchld (command)
           : IPC_REAL (system) (command);
  if (defends)
    ipc_fault_install (SIGCHLD, SIG_IGN, 0);
  return ipc_fault (system_success) ? 0 : status;
}
