/* execv-signals.c - faults of what exec() does with signals and timers.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "alarm.h"
#include "execv.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

FAULT (exec_cancels, "exec() cancels the alarm",
  KILLS ("alarms.exec_keeps"))
FAULT (exec_restarts_alarm, "exec() sets the alarm anew",
  KILLS ("alarms.exec_keeps"))
FAULT (exec_halves, "exec() leaves half of the alarm",
  KILLS ("alarms.exec_keeps"))
FAULT (exec_restores_default, "exec() restores the default of what is ignored",
  KILLS ("dispositions.ignored_survives_exec",
         "dispositions.chld_ign_across_exec", "alarms.ignored_inherited",
         "hangup.nohup_respected"))
FAULT (exec_ignores_caught, "exec() has ignored what was caught",
  KILLS ("dispositions.caught_reset_exec"))
FAULT (exec_ignores_one, "exec() has one signal more ignored",
  KILLS ("dispositions.ignored_survives_exec"))
FAULT (exec_blocks_caught, "exec() has blocked what was caught",
  KILLS ("dispositions.caught_reset_exec"))
FAULT (exec_drops_pending, "exec() drops pending signals",
  KILLS ("hangup.pending_crosses_exec", "hangup.during_startup"))
FAULT (exec_unblocks, "exec() unblocks all signals",
  KILLS ("hangup.mask_inherited", "hangup.sa_mask_inherited"))

static void
change_actions (void)
{
  sigset_t blocked;
  int signo;

  IPC_REAL (sigprocmask) (SIG_BLOCK, NULL, &blocked);
  for (signo = 1; signo < 32; signo++)
    {
      if (ipc_fault (exec_drops_pending))
        ipc_fault_discard (signo);
      if (ipc_fault_is_caught (signo) && ipc_fault (exec_ignores_caught))
        ipc_fault_install (signo, SIG_IGN, 0);
      else if (ipc_fault_is_caught (signo) && ipc_fault (exec_blocks_caught))
        sigaddset (&blocked, signo);
      else if (ipc_fault_installed (signo) == SIG_IGN
               && ipc_fault (exec_restores_default))
        ipc_fault_install (signo, SIG_DFL, 0);
    }
  if (ipc_fault (exec_ignores_one))
    ipc_fault_install (SIGHUP, SIG_IGN, 0);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &blocked, NULL);
}

void
ipc_fault_signals_before_exec (void)
{
  if (ipc_fault (exec_cancels))
    IPC_REAL (alarm) (0);
  if (ipc_fault (exec_restarts_alarm) && IPC_REAL (alarm) (0) > 0)
    IPC_REAL (alarm) (ipc_fault_last_alarm ());
  if (ipc_fault (exec_halves))
    IPC_REAL (alarm) (IPC_REAL (alarm) (0) / 2);
  if (ipc_fault (exec_drops_pending) || ipc_fault (exec_ignores_caught)
      || ipc_fault (exec_blocks_caught) || ipc_fault (exec_restores_default)
      || ipc_fault (exec_ignores_one))
    change_actions ();
  if (ipc_fault (exec_unblocks))
    ipc_fault_unblock_all ();
}

void
ipc_fault_reset_caught (void)
{
  int signo;

  for (signo = 1; signo < 32; signo++)
    if (ipc_fault_is_caught (signo))
      ipc_fault_install (signo, SIG_DFL, 0);
}
