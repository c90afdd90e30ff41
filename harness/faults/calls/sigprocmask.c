/* sigprocmask.c - faults of blocking and unblocking.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (sigprocmask)
FAULT (fatal_unblocked, "a fault whose signal is blocked ends with success",
  KILLS ("fault_signals.blocked_kills"))
FAULT (mask_refuses_all, "sigprocmask() refuses a set with SIGKILL in it",
  KILLS ("dispositions.kill_unblockable"))
FAULT (mask_shows_all, "sigprocmask() shows SIGKILL and SIGSTOP as blocked",
  KILLS ("dispositions.kill_unblockable"))
FAULT (mask_low_half, "who blocks all leaves the last real-time signal",
  KILLS ("dispositions.kill_unblockable"))
FAULT (unblock_first, "of several signals that are unblocked one arrives",
  KILLS ("deferral.immediate_one", "handlers.handler_number"),
  KILLS_FALLBACK ("deferral.immediate_one", "handlers.handler_number"))
FAULT (block_forgotten, "sigprocmask() blocks nothing",
  KILLS ("kill.self_sync", "dispositions.procmask_how"))
FAULT (mask_not_told, "sigprocmask() that changes nothing stores nothing",
  KILLS ("handlers.mask_during_handler", "dispositions.procmask_how"))
FAULT (unblock_ignored, "sigprocmask() does not unblock",
  KILLS ("hangup.unblock_fixes"),
  KILLS_FALLBACK ("hangup.unblock_fixes"))
FAULT (unblock_discards, "what was pending is discarded when unblocked",
  KILLS ("dispositions.block_coalesce", "dispositions.ignore_loses"))
FAULT (unblock_leaves_pending, "what was delivered is pending again",
  KILLS ("dispositions.block_coalesce"))
FAULT (cont_not_delivered, "SIGCONT continues, and goes to no handler",
  KILLS ("dispositions.cont_continues", "dispositions.stop_discards_cont"))
FAULT (cont_survives_stop, "a stop signal does not discard SIGCONT",
  KILLS ("dispositions.stop_discards_cont"))
FAULT (unblock_errno, "unblocking a signal leaves the errno of its handler",
  KILLS ("reaper.errno_status_kept"),
  KILLS_FALLBACK ("reaper.errno_status_kept"))
FAULT (sigchld_queued, "SIGCHLD comes again as long as there is a zombie",
  KILLS ("reaper.single_wait_misses", "reaper.stop_at_signalled"),
  KILLS_FALLBACK ("reaper.single_wait_misses", "reaper.stop_at_signalled"))

FAULT (unblock_others, "sigprocmask() unblocks the signal before, too",
  KILLS ("dispositions.procmask_how"))
FAULT (how_unknown_taken, "an unknown request of sigprocmask() sets the mask",
  KILLS ("dispositions.procmask_how"))
FAULT (how_unknown_changes, "a request that is refused has set the mask",
  KILLS ("dispositions.procmask_how"))
FAULT (how_next_taken, "the request after the last one sets the mask",
  KILLS ("dispositions.procmask_how"))
FAULT (unblock_high_half, "unblocking any signal unblocks the real-time ones",
  KILLS ("dispositions.procmask_how"))
FAULT (unblock_one, "of two signals the second is unblocked when asked again",
  KILLS ("dispositions.procmask_how"))

static volatile sig_atomic_t was_pending;

static void
end_well (int signo)
{
  (void) signo;
  IPC_REAL (_exit) (0);
}

/* Discard of SET what is pending but for one.  */
static void
keep_first (const sigset_t *set)
{
  int signo, kept = 0;

  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (set, signo) == 1 && ipc_fault_is_pending (signo)
        && kept++)
      ipc_fault_discard (signo);
}

static void
before_unblocking (const sigset_t *set)
{
  int signo;

  if (ipc_fault (unblock_first))
    keep_first (set);
  for (signo = 1; signo < 32; signo++)
    if (sigismember (set, signo) == 1
        && (ipc_fault (unblock_discards)
            || (signo == SIGCONT && ipc_fault (cont_not_delivered))))
      ipc_fault_discard (signo);
  if (sigismember (set, SIGCONT) == 1 && ipc_fault_cont_sent
      && ipc_fault (cont_survives_stop))
    IPC_REAL (raise) (SIGCONT);
  if (ipc_fault (unblock_leaves_pending))
    was_pending = ipc_fault_is_pending (SIGUSR1);
}

/* As long as there is a zombie; but not for ever.  */
static void
send_again (void)
{
  int turns;

  for (turns = 0; turns < 100 && ipc_fault_has_zombie (); turns++)
    if (ipc_fault (sigchld_queued) || ipc_fault_is_caught (SIGCHLD))
      IPC_REAL (raise) (SIGCHLD);
}

static void
after (int how)
{
  if (how == SIG_UNBLOCK
      && (ipc_fault (sigchld_queued) || ipc_fault (deferral_cld_level)))
    send_again ();
  if (how == SIG_UNBLOCK && ipc_fault (unblock_errno))
    errno = ECHILD;
  if (how == SIG_BLOCK && was_pending && ipc_fault (unblock_leaves_pending))
    {
      was_pending = 0;
      IPC_REAL (raise) (SIGUSR1);
    }
}

static int
blocks_all (void)
{
  sigset_t set;

  IPC_REAL (sigprocmask) (SIG_BLOCK, NULL, &set);
  return sigismember (&set, SIGTERM) == 1 && sigismember (&set, SIGHUP) == 1;
}

/* A request that there is not.  */
static int
unknown_how (int how, const sigset_t *set, sigset_t *old)
{
  if (how == 3 && ipc_fault (how_next_taken))
    how = SIG_SETMASK;
  if (ipc_fault (how_unknown_taken) || ipc_fault (how_unknown_changes))
    IPC_REAL (sigprocmask) (SIG_SETMASK, set, old);
  return ipc_fault (how_unknown_taken) ? 0
         : ipc_fault (how_unknown_changes) ? ipc_fault_fail (EINVAL)
         : IPC_REAL (sigprocmask) (how, set, old);
}

/* SET, to be unblocked, as CHANGED.  */
static void
change_unblocked (const sigset_t *set, sigset_t *changed)
{
  int signo, found = 0;

  *changed = *set;
  if (sigismember (set, SIGUSR2) == 1 && ipc_fault (unblock_others))
    sigaddset (changed, SIGALRM);
  for (signo = SIGRTMIN; signo <= SIGRTMAX; signo++)
    if (ipc_fault (unblock_high_half))
      sigaddset (changed, signo);
  for (signo = 1; signo < NSIG && ipc_fault (unblock_one); signo++)
    if (sigismember (set, signo) == 1 && found++)
      sigdelset (changed, signo);
}

int
sigprocmask (int how, const sigset_t *set, sigset_t *old)
{
  sigset_t low;

  if (how != SIG_BLOCK && how != SIG_UNBLOCK && how != SIG_SETMASK)
    return unknown_how (how, set, old);
  if (set == NULL && ipc_fault (mask_not_told))
    return 0;
  if (set != NULL && how == SIG_UNBLOCK)
    {
      change_unblocked (set, &low);
      set = &low;
    }
  if (set != NULL && sigismember (set, SIGKILL) == 1
      && ipc_fault (mask_low_half))
    {
      low = *set;
      sigdelset (&low, SIGRTMAX);
      set = &low;
    }
  if (set != NULL && sigismember (set, SIGKILL) == 1
      && ipc_fault (mask_refuses_all))
    return ipc_fault_fail (EINVAL);
  if (set != NULL && how == SIG_BLOCK && sigismember (set, SIGSEGV) == 1
      && ipc_fault (fatal_unblocked))
    {
      ipc_fault_install (SIGSEGV, end_well, 0);
      return 0;
    }
  if (set != NULL && how == SIG_UNBLOCK)
    before_unblocking (set);
  if ((how == SIG_BLOCK && ipc_fault (block_forgotten))
      || (how == SIG_UNBLOCK && ipc_fault (unblock_ignored)))
    set = NULL;
  if (IPC_REAL (sigprocmask) (how, set, old) == -1)
    return -1;
  if (set != NULL)
    after (how);
  if (old != NULL && ipc_fault (mask_shows_all) && blocks_all ())
    {
      sigaddset (old, SIGKILL);
      sigaddset (old, SIGSTOP);
    }
  return 0;
}
