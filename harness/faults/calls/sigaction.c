/* sigaction.c - faults of installing handlers.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sigaction.h"

#include <errno.h>
#include <stddef.h>
#include <unistd.h>

#include "actions.h"
#include "delivery.h"
#include "faults.h"

CALL (sigaction)
FAULT (handler_not_installed, "sigaction() succeeds and installs nothing",
  KILLS ("handlers.handler_called"))
FAULT (fatal_handler, "sigaction() takes no handler for a fault's signal",
  KILLS ("fault_signals.handler_jumps", "fault_signals.not_deferred",
         "fault_signals.handler_fixes", "fault_signals.handler_loops"),
  KILLS_FALLBACK ("fault_signals.handler_loops", "fault_signals.not_deferred"))
FAULT (keys_ignored, "signals of the keyboard come to nothing",
  KILLS ("handlers.kbd_intr", "handlers.kbd_quit"))
FAULT (sigaction_takes_any, "sigaction() takes what is no signal",
  KILLS ("handlers.invalid_number"))
FAULT (sigaction_takes_next, "sigaction() takes the number after the last",
  KILLS ("handlers.invalid_number"))
FAULT (sigaction_eperm, "sigaction() fails with EPERM for what is no signal",
  KILLS ("handlers.invalid_number"))
FAULT (sigaction_claims, "sigaction() claims to ignore SIGKILL and SIGSTOP",
  KILLS ("dispositions.kill_uncatchable", "dispositions.stop_uncatchable"))
FAULT (refusal_eperm, "sigaction() refuses SIGKILL and SIGSTOP with EPERM",
  KILLS ("dispositions.kill_uncatchable", "dispositions.stop_uncatchable"))
FAULT (ignore_forgotten, "sigaction() to ignore sets the default action",
  KILLS ("kill.pgrp_sender_ignores"),
  KILLS_FALLBACK ("kill.pgrp_sender_ignores"))
FAULT (ignored_for_good, "sigaction() cannot change what is ignored",
  KILLS ("dispositions.precious", "dispositions.local_nested",
         "dispositions.local_exception"))
FAULT (ignored_remembered, "a signal that was ignored comes to a new handler",
  KILLS ("dispositions.ignore", "dispositions.ignore_loses",
         "dispositions.precious", "dispositions.local_nested"))
FAULT (nocldwait_silent, "with SA_NOCLDWAIT there is no SIGCHLD",
  KILLS ("dispositions.chld_nocldwait_signal"))
FAULT (samask_ignored, "sigaction() overlooks sa_mask",
  KILLS ("handlers.samask", "deferral.immediate_one"),
  KILLS_FALLBACK ("deferral.immediate_one"))
FAULT (samask_low_half, "sa_mask holds back no real-time signals",
  KILLS ("handlers.samask"))
FAULT (nodefer_unmasks, "with SA_NODEFER sa_mask holds back nothing",
  KILLS ("handlers.samask"))
FAULT (reinstall_unblocks, "installing the handler anew unblocks its signal",
  KILLS ("reliability.reinstall_harmless"))
FAULT (deferral_cld_level, "SIGCHLD comes as long as there is a zombie",
  KILLS ("deferral.cld_deferred_loop"),
  KILLS_FALLBACK ("deferral.cld_deferred_loop"))
FAULT (old_is_default, "sigaction() gives the default as the old action",
  KILLS ("handlers.install_returns_old", "dispositions.precious",
         "dispositions.local_nested", "dispositions.local_exception",
         "kill.pgrp_sender_ignores"),
  KILLS_FALLBACK ("kill.pgrp_sender_ignores"))
FAULT (old_without_mask, "the old action is told without its mask",
  KILLS ("handlers.install_returns_old"))
FAULT (old_without_flags, "the old action is told without its flags",
  KILLS ("handlers.install_returns_old", "dispositions.precious",
         "dispositions.local_nested", "dispositions.local_exception"))
FAULT (old_without_restart, "the old action is told without SA_RESTART",
  KILLS ("handlers.install_returns_old"))
FAULT (old_without_siginfo, "the old action is told without SA_SIGINFO",
  KILLS ("handlers.install_returns_old"))
FAULT (old_mask_low_half, "the old mask is told without real-time signals",
  KILLS ("handlers.install_returns_old"))

FAULT (first_rt_deaf, "SIGRTMIN can be caught, and comes to no handler",
  KILLS ("handlers.rt_base", "handlers.rt_each_catchable"))
FAULT (last_rt_refused, "sigaction() refuses SIGRTMAX",
  KILLS ("handlers.rt_each_catchable"))

volatile unsigned long ipc_fault_ignored;

/* What cannot be caught, or is no signal.  */
static int
refuse (int signo, const struct sigaction *act, struct sigaction *old)
{
  int result = IPC_REAL (sigaction) (signo, act, old);
  int sure = signo == SIGKILL || signo == SIGSTOP;
  int no_signal = signo <= 0 || signo >= NSIG;

  if (result == 0 || errno != EINVAL)
    return result;
  if ((sure && act->sa_handler == SIG_IGN && ipc_fault (sigaction_claims))
      || (no_signal && ipc_fault (sigaction_takes_any))
      || (signo == NSIG && ipc_fault (sigaction_takes_next)))
    return 0;
  if ((sure && ipc_fault (refusal_eperm))
      || (no_signal && ipc_fault (sigaction_eperm)))
    errno = EPERM;
  return -1;
}

/* Whether the fault of another platform makes nothing of ACT.  */
static int
is_left (int signo, const struct sigaction *act)
{
  int caught = act->sa_handler != SIG_DFL && act->sa_handler != SIG_IGN;

  return (caught && ipc_fault (handler_not_installed))
         || ((signo == SIGSEGV || signo == SIGBUS)
             && ipc_fault (fatal_handler))
         || ipc_fault_stays_out (act)
         || (ipc_fault (ignored_for_good)
             && ipc_fault_installed (signo) == SIG_IGN);
}

/* SA, as it is to be installed.  */
static void
change (int signo, struct sigaction *sa, int again)
{
  int caught = sa->sa_handler != SIG_DFL && sa->sa_handler != SIG_IGN, rt;

  sa->sa_flags = ipc_fault_flags (signo, sa, again);
  if (ipc_fault (sigaction_not_blocked))
    sigdelset (&sa->sa_mask, signo);
  if (ipc_fault (samask_ignored)
      || ((sa->sa_flags & SA_NODEFER) != 0 && ipc_fault (nodefer_unmasks)))
    sigemptyset (&sa->sa_mask);
  for (rt = SIGRTMIN; rt <= SIGRTMAX && ipc_fault (samask_low_half); rt++)
    sigdelset (&sa->sa_mask, rt);
  if (sa->sa_handler == SIG_IGN && ipc_fault (ignore_forgotten))
    sa->sa_handler = SIG_DFL;
  if (caught && signo == SIGRTMIN && ipc_fault (first_rt_deaf))
    sa->sa_handler = SIG_IGN;
  if (caught && (sa->sa_flags & SA_NOCLDWAIT) != 0
      && ipc_fault (nocldwait_silent))
    sa->sa_handler = SIG_DFL;
  if (caught && (signo == SIGINT || signo == SIGQUIT || signo == SIGTSTP)
      && ipc_fault (keys_ignored))
    sa->sa_handler = SIG_IGN;
  ipc_fault_stand_before (signo, sa);
}

static void
spoil_old (struct sigaction *old)
{
  if (ipc_fault (old_is_default))
    old->sa_handler = SIG_DFL;
  if (ipc_fault (old_without_mask))
    sigemptyset (&old->sa_mask);
  if (ipc_fault (old_without_flags))
    old->sa_flags = 0;
  if (ipc_fault (old_without_restart))
    old->sa_flags &= ~SA_RESTART;
  if (ipc_fault (old_without_siginfo))
    old->sa_flags &= ~SA_SIGINFO;
  if (ipc_fault (old_mask_low_half))
    sigdelset (&old->sa_mask, SIGRTMAX);
}

/* What a platform does behind the installation of ACT.  */
static void
after (int signo, const struct sigaction *act, int again)
{
  unsigned long bit = signo < 32 ? 1UL << signo : 0;
  int caught = act->sa_handler != SIG_DFL && act->sa_handler != SIG_IGN;
  sigset_t set;

  ipc_fault_note_first (signo, act);
  if (again && ipc_fault (reinstall_unblocks))
    {
      sigemptyset (&set);
      sigaddset (&set, signo);
      IPC_REAL (sigprocmask) (SIG_UNBLOCK, &set, NULL);
    }
  if (caught && ipc_fault (ignored_remembered)
      && (ipc_fault_ignored & bit) != 0)
    {
      ipc_fault_ignored &= ~bit;
      IPC_REAL (kill) (getpid (), signo);
    }
  if (caught && signo == SIGCHLD && ipc_fault (deferral_cld_level)
      && ipc_fault_has_zombie ())
    IPC_REAL (raise) (SIGCHLD);
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction sa, before;
  int again;

  if (act == NULL)
    return ipc_fault_query (signo, old);
  if (signo <= 0 || signo >= NSIG || signo == SIGKILL || signo == SIGSTOP
      || IPC_REAL (sigaction) (signo, NULL, &before) == -1)
    return refuse (signo, act, old);
  if (signo == SIGRTMAX && ipc_fault (last_rt_refused))
    return ipc_fault_fail (EINVAL);
  ipc_fault_show_wanted (signo, &before);
  again = before.sa_handler == act->sa_handler;
  sa = *act;
  change (signo, &sa, again);
  if (!is_left (signo, act)
      && IPC_REAL (sigaction) (signo, &sa, NULL) == -1)
    return -1;
  if (old != NULL)
    {
      *old = before;
      spoil_old (old);
    }
  after (signo, act, again);
  return 0;
}
