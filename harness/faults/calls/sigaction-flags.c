/* sigaction-flags.c - faults of flags that sigaction() sees otherwise.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stddef.h>

#include "faults.h"
#include "sigaction.h"

FAULT (fatal_one_shot, "sigaction() resets a fault's handler on delivery",
  KILLS ("fault_signals.handler_loops"),
  KILLS_FALLBACK ("fault_signals.handler_loops"))
FAULT (sigaction_restarts, "SIGALRM's handler without SA_RESTART restarts",
  KILLS ("alarms.no_exception_needed"),
  KILLS_FALLBACK ("alarms.no_exception_needed"))
FAULT (sigaction_never_restarts, "for SIGALRM SA_RESTART has no effect",
  KILLS ("alarms.flag_only_hangs"),
  KILLS_FALLBACK ("alarms.flag_only_hangs"))
FAULT (restart_forced, "slow calls always restart",
  KILLS ("deferral.no_restart_flag", "deferral.read_broken_into",
         "deferral.stdio_restarts", "deferral.stdio_partial_line",
         "fifos.open_eintr"),
  KILLS_FALLBACK ("deferral.stdio_partial_line"))
FAULT (restart_ignored, "there is no restarting of slow calls",
  KILLS ("deferral.restart_supported", "deferral.handler_same_stream",
         "fifos.open_restart"),
  KILLS_FALLBACK ("deferral.handler_same_stream"))
FAULT (nodefer_ignored, "sigaction() overlooks SA_NODEFER",
  KILLS ("handlers.nodefer", "hangup.nodefer_fixes",
         "dispositions.cld_handler_order"),
  KILLS_FALLBACK ("dispositions.cld_handler_order"))
FAULT (one_shot_stays, "a handler with SA_RESETHAND stays",
  KILLS ("handlers.resethand", "hangup.only_once", "reliability.window"))
FAULT (onstack_ignored, "sigaction() overlooks SA_ONSTACK",
  KILLS ("handlers.altstack", "handlers.kernel_stack",
         "handlers.altstack_foreign"))
FAULT (onstack_always, "every handler runs on the alternate stack",
  KILLS ("handlers.altstack_foreign"))
FAULT (nocldstop_ignored, "sigaction() overlooks SA_NOCLDSTOP",
  KILLS ("handlers.kernel_chld_stop"))
FAULT (nocldwait_ignored, "sigaction() forgets SA_NOCLDWAIT",
  KILLS ("dispositions.chld_nocldwait", "dispositions.chld_nocldwait_signal"))
FAULT (nocldwait_sticks, "SA_NOCLDWAIT stays when sigaction() takes it away",
  KILLS ("dispositions.chld_default_keeps_zombie"))
FAULT (handler_once, "sigaction() resets SIGHUP's handler on delivery",
  KILLS ("hangup.each_time", "hangup.only_once"))
FAULT (sigaction_one_shot, "sigaction() resets the handler on delivery",
  KILLS ("reliability.sigaction_reliable", "reaper.child_dies_in_handler"))
FAULT (sigaction_not_blocked, "a signal is not blocked while its handler runs",
  KILLS ("reliability.sigaction_reliable", "deferral.immediate_mode",
         "handlers.mask_during_handler"),
  KILLS_FALLBACK ("deferral.immediate_mode"))
FAULT (reinstall_one_shot, "installing the handler anew makes it one-shot",
  KILLS ("reliability.reinstall_harmless"))
FAULT (overview_rearmed, "the third time a handler is installed it stays out",
  KILLS ("overview.bugs_assume_sysv_signals"))

int
ipc_fault_stays_out (const struct sigaction *act)
{
  static int times;

  return act->sa_handler != SIG_DFL && act->sa_handler != SIG_IGN
         && (act->sa_flags & SA_RESETHAND) != 0
         && ++times == 4 && ipc_fault (overview_rearmed);
}

int
ipc_fault_flags (int signo, const struct sigaction *act, int again)
{
  static int stuck;
  int flags = act->sa_flags;
  int fatal = signo == SIGSEGV || signo == SIGBUS;
  int caught = act->sa_handler != SIG_DFL && act->sa_handler != SIG_IGN;

  if (ipc_fault (restart_forced)
      || (signo == SIGALRM && ipc_fault (sigaction_restarts)))
    flags |= SA_RESTART;
  if (ipc_fault (restart_ignored)
      || (signo == SIGALRM && ipc_fault (sigaction_never_restarts)))
    flags &= ~SA_RESTART;
  if (ipc_fault (sigaction_not_blocked))
    flags |= SA_NODEFER;
  if (ipc_fault (nodefer_ignored))
    flags &= ~SA_NODEFER;
  if (ipc_fault (sigaction_one_shot)
      || (again && ipc_fault (reinstall_one_shot))
      || (fatal && ipc_fault (fatal_one_shot))
      || (signo == SIGHUP && caught && ipc_fault (handler_once)))
    flags |= (int) SA_RESETHAND;
  if (ipc_fault (one_shot_stays))
    flags &= ~(int) SA_RESETHAND;
  if (ipc_fault (onstack_ignored))
    flags &= ~SA_ONSTACK;
  if (caught && ipc_fault (onstack_always))
    flags |= SA_ONSTACK;
  if (ipc_fault (nocldstop_ignored))
    flags &= ~SA_NOCLDSTOP;
  if (ipc_fault (nocldwait_ignored))
    flags &= ~SA_NOCLDWAIT;
  if (signo == SIGCHLD && ipc_fault (nocldwait_sticks))
    flags |= stuck |= flags & SA_NOCLDWAIT;
  return flags;
}
