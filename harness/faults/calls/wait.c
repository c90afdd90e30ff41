/* wait.c - faults of wait().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>

#include "actions.h"
#include "faults.h"
#include "hang.h"
#include "interruption.h"

CALL (wait)
FAULT (wait_no_code, "wait() loses the exit code",
  KILLS ("reaper.single_wait"))
FAULT (wait_fails_at_once, "wait() fails at once while SIGCHLD is ignored",
  KILLS ("dispositions.chld_ign_wait_blocks"))
FAULT (wait_never_ends, "wait() sleeps on when the last ignored child is gone",
  KILLS ("dispositions.chld_ign_wait_blocks"))
FAULT (deferral_wait_echild, "a wait() after EINTR knows of no child",
  KILLS ("deferral.wait_retried"))
FAULT (wait_restarts, "wait() restarts without SA_RESTART",
  KILLS ("restart.wait_clear"))
FAULT (wait_interrupted, "wait() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.wait_set"))
FAULT (wait_stop, "a stop and a continuation interrupt wait()",
  KILLS ("restart.wait_stopped"))

pid_t
wait (int *status)
{
  static int before;
  struct ipc_interruption in = { .restarts = ipc_fault (wait_restarts),
    .interrupted = ipc_fault (wait_interrupted),
    .stop = ipc_fault (wait_stop) };
  pid_t pid;
  int own = 0;

  if (ipc_fault (wait_fails_at_once)
      && ipc_fault_installed (SIGCHLD) == SIG_IGN)
    return ipc_fault_fail (ECHILD);
  if (ipc_fault (wait_never_ends)
      && ipc_fault_installed (SIGCHLD) == SIG_IGN)
    ipc_fault_have_immortal_child ();
  if (before && ipc_fault (deferral_wait_echild))
    return ipc_fault_fail (ECHILD);
  ipc_fault_before_wait (&in);
  do
    pid = IPC_REAL (wait) (&own);
  while (ipc_fault_again (&in, pid == -1));
  before = pid == -1 && errno == EINTR;
  if (pid > 0 && WIFEXITED (own) && ipc_fault (wait_no_code))
    own = 0;
  if (pid > 0 && status != NULL)
    *status = own;
  return pid;
}
