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
  KILLS ("alarms.exec_keeps"),
  KILLS_FALLBACK ("alarms.exec_keeps"))
FAULT (exec_restarts_alarm, "exec() sets the alarm anew",
  KILLS ("alarms.exec_keeps"),
  KILLS_FALLBACK ("alarms.exec_keeps"))
FAULT (exec_halves, "exec() leaves half of the alarm",
  KILLS ("alarms.exec_keeps"),
  KILLS_FALLBACK ("alarms.exec_keeps"))
FAULT (exec_mutes_alarm, "no alarm comes after exec(), though one is left",
  KILLS ("alarms.exec_keeps"))
FAULT (exec_unignores_hup, "exec() restores the default of SIGHUP",
  KILLS ("dispositions.ignored_survives_exec", "hangup.nohup_respected"))
FAULT (exec_unignores_quit, "exec() restores the default of SIGQUIT",
  KILLS ("dispositions.ignored_survives_exec"))
FAULT (exec_unignores_rt, "exec() restores the default of real-time signals",
  KILLS ("dispositions.ignored_survives_exec"))
FAULT (exec_restores_default, "exec() restores the default of what is ignored",
  KILLS ("dispositions.ignored_survives_exec",
         "dispositions.chld_ign_across_exec", "alarms.ignored_inherited",
         "hangup.nohup_respected"))
FAULT (exec_ignores_caught, "exec() has ignored what was caught",
  KILLS ("dispositions.caught_reset_exec"))
FAULT (exec_ignores_one, "exec() has one signal more ignored",
  KILLS ("dispositions.ignored_survives_exec", "coprocesses.pty_sighup"))
FAULT (exec_blocks_caught, "exec() has blocked what was caught",
  KILLS ("dispositions.caught_reset_exec"))
FAULT (exec_drops_pending, "exec() drops pending signals",
  KILLS ("hangup.pending_crosses_exec", "hangup.during_startup"),
  KILLS_FALLBACK ("hangup.during_startup"))
FAULT (exec_keeps_first_pending, "exec() keeps one signal pending",
  KILLS ("hangup.pending_crosses_exec"))
FAULT (exec_unblocks, "exec() unblocks all signals",
  KILLS ("hangup.mask_inherited", "hangup.sa_mask_inherited",
         "hangup.pending_crosses_exec", "hangup.during_startup",
         "dispositions.ignored_survives_exec"),
  KILLS_FALLBACK ("hangup.during_startup", "hangup.mask_inherited",
                  "hangup.sa_mask_inherited"))
FAULT (exec_unblocks_others, "exec() unblocks what is not pending",
  KILLS ("hangup.pending_crosses_exec"))
FAULT (exec_unblocks_rt, "exec() unblocks the first real-time signal",
  KILLS ("dispositions.ignored_survives_exec"))

/* Whether SIGNO, which is ignored, is to be so no longer.  */
static int
is_reset (int signo)
{
  return ipc_fault (exec_restores_default)
         || (signo == SIGHUP && ipc_fault (exec_unignores_hup))
         || (signo == SIGQUIT && ipc_fault (exec_unignores_quit))
         || (signo >= SIGRTMIN && ipc_fault (exec_unignores_rt));
}

static void
drop_pending (void)
{
  int signo, kept = !ipc_fault (exec_keeps_first_pending);

  for (signo = 1; signo < NSIG; signo++)
    if (ipc_fault_is_pending (signo)
        && (kept || ipc_fault (exec_drops_pending)))
      ipc_fault_discard (signo);
    else
      kept = kept || ipc_fault_is_pending (signo);
}

static void
change_mask (void)
{
  sigset_t set;

  if (ipc_fault (exec_unblocks))
    ipc_fault_unblock_all ();
  if (ipc_fault (exec_unblocks_others))
    {
      IPC_REAL (sigpending) (&set);
      IPC_REAL (sigprocmask) (SIG_SETMASK, &set, NULL);
    }
  if (ipc_fault (exec_unblocks_rt))
    {
      sigemptyset (&set);
      sigaddset (&set, SIGRTMIN);
      IPC_REAL (sigprocmask) (SIG_UNBLOCK, &set, NULL);
    }
}

static void
change_actions (void)
{
  sigset_t blocked;
  int signo;

  IPC_REAL (sigprocmask) (SIG_BLOCK, NULL, &blocked);
  for (signo = 1; signo < NSIG; signo++)
    {
      if (ipc_fault_is_caught (signo) && ipc_fault (exec_ignores_caught))
        ipc_fault_install (signo, SIG_IGN, 0);
      else if (ipc_fault_is_caught (signo) && ipc_fault (exec_blocks_caught))
        sigaddset (&blocked, signo);
      else if (ipc_fault_installed (signo) == SIG_IGN && is_reset (signo))
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
  if (ipc_fault (exec_mutes_alarm))
    ipc_fault_install (SIGALRM, SIG_IGN, 0);
  if (ipc_fault (exec_drops_pending) || ipc_fault (exec_keeps_first_pending))
    drop_pending ();
  if (ipc_fault (exec_ignores_caught) || ipc_fault (exec_blocks_caught)
      || ipc_fault (exec_restores_default) || ipc_fault (exec_unignores_hup)
      || ipc_fault (exec_unignores_quit) || ipc_fault (exec_unignores_rt)
      || ipc_fault (exec_ignores_one))
    change_actions ();
  change_mask ();
}

void
ipc_fault_reset_caught (void)
{
  int signo;

  for (signo = 1; signo < 32; signo++)
    if (ipc_fault_is_caught (signo))
      ipc_fault_install (signo, SIG_DFL, 0);
}
