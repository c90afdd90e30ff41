/* sigaction-delivery.c - faults between a signal and its handler.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "delivery.h"

#include <stddef.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

FAULT (handler_twice, "a handler is called twice for a signal",
  KILLS ("handlers.handler_called", "handlers.handler_sets_flag",
         "hangup.reread"))
FAULT (handler_first_number, "handlers get the number of the first signal",
  KILLS ("handlers.handler_number", "handlers.samask"))
FAULT (handler_number_low, "handlers get five bits of the signal's number",
  KILLS ("handlers.handler_number"))
FAULT (handler_last_wins, "all signals get the handler installed last",
  KILLS ("handlers.handler_distinct"))
FAULT (deferral_wrong_number, "SIGUSR2's handler is told SIGUSR1",
  KILLS ("deferral.flag_and_check"),
  KILLS_FALLBACK ("deferral.flag_and_check"))
FAULT (intr_is_quit, "SIGINT and SIGQUIT change places",
  KILLS ("handlers.kbd_intr", "handlers.kbd_quit"))
FAULT (keys_reach_parent, "an interrupt reaches the parent's group, too",
  KILLS ("handlers.kbd_fg_only"))
FAULT (keys_reach_leader, "an interrupt reaches the leader of the group alone",
  KILLS ("handlers.kbd_fg_only"))
FAULT (siginfo_zero, "the facts of a signal are zeros",
  KILLS ("handlers.from_process_info"))
FAULT (siginfo_null, "handlers with SA_SIGINFO get no facts",
  KILLS ("handlers.siginfo_flag"))
FAULT (deferral_one_shot,
  "sigaction() has each signal ignored after its first delivery",
  KILLS ("deferral.collapse"),
  KILLS_FALLBACK ("deferral.collapse"))
FAULT (one_shot_ignores, "after SA_RESETHAND the signal is ignored",
  KILLS ("handlers.resethand"))
FAULT (restart_wears_off, "SA_RESTART restarts a call once, then no more",
  KILLS ("instruments.storm_oracle", "deferral.restart_supported",
         "fifos.open_restart", "restart.read_pipe_set",
         "restart.accept_unix_set", "restart.waitpid_set",
         "restart.fcntl_setlkw_set"))
FAULT (samask_drops, "signals that sa_mask holds back are lost",
  KILLS ("handlers.samask"))
FAULT (delivery_drops_others,
  "what is pending of another signal is lost when a handler returns",
  KILLS ("deferral.callback_any_code"),
  KILLS_FALLBACK ("deferral.callback_any_code"))
FAULT (mask_stays, "sa_mask stays in force after the handler",
  KILLS ("handlers.mask_restored"))
FAULT (mask_cut, "a handler's end unblocks the real-time signals",
  KILLS ("handlers.mask_restored"))
FAULT (mask_forgets, "what was blocked before is not after a handler",
  KILLS ("handlers.mask_restored"))
FAULT (sigaction_stays_blocked, "the signal stays blocked after its handler",
  KILLS ("reliability.sigaction_reliable"))

volatile sig_atomic_t ipc_fault_depth;
volatile sig_atomic_t ipc_fault_deliveries;

/* What the program has asked for.  */
static struct sigaction wanted[NSIG];
static struct sigaction *last_wanted;

static int
number_for (int signo)
{
  static volatile sig_atomic_t first;

  if (first == 0)
    first = signo;
  if (ipc_fault (handler_first_number))
    return first;
  if (ipc_fault (handler_number_low))
    return signo & 31;
  if (ipc_fault (intr_is_quit) && (signo == SIGINT || signo == SIGQUIT))
    return signo == SIGINT ? SIGQUIT : SIGINT;
  return ipc_fault (deferral_wrong_number) && signo == SIGUSR2 ? SIGUSR1
         : signo;
}

static void
call (int signo, siginfo_t *info, void *context)
{
  const struct sigaction *a = &wanted[signo];
  siginfo_t zero;

  if (ipc_fault (handler_last_wins))
    a = last_wanted;
  if ((a->sa_flags & SA_SIGINFO) == 0)
    a->sa_handler (number_for (signo));
  else
    {
      memset (&zero, 0, sizeof zero);
      a->sa_sigaction (signo, ipc_fault (siginfo_null) ? NULL
                       : ipc_fault (siginfo_zero) ? &zero : info, context);
    }
}

/* Take away what is pending and in the mask of SIGNO's handler.  */
static void
drop_held (int signo)
{
  sigset_t set, one;
  int s, taken;

  IPC_REAL (sigpending) (&set);
  for (s = 1; s < NSIG; s++)
    if (sigismember (&set, s) == 1
        && sigismember (&wanted[signo].sa_mask, s) == 1)
      {
        sigemptyset (&one);
        sigaddset (&one, s);
        IPC_REAL (sigwait) (&one, &taken);
      }
}

static void
drop_others (void)
{
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    ipc_fault_discard (signo);
}

/* In the mask that the kernel is about to restore.  */
static void
spoil_mask (int signo, ucontext_t *interrupted)
{
  int s;

  for (s = 1; s < NSIG && ipc_fault (mask_stays); s++)
    if (sigismember (&wanted[signo].sa_mask, s) == 1)
      sigaddset (&interrupted->uc_sigmask, s);
  for (s = SIGRTMIN; s <= SIGRTMAX && ipc_fault (mask_cut); s++)
    sigdelset (&interrupted->uc_sigmask, s);
  if (ipc_fault (mask_forgets))
    sigemptyset (&interrupted->uc_sigmask);
  if (ipc_fault (sigaction_stays_blocked))
    sigaddset (&interrupted->uc_sigmask, signo);
}

static void
deliver (int signo, siginfo_t *info, void *context)
{
  /* The process waits in an instrument.  */
  if (signo == SIGINT && ipc_fault_anywhere (keys_reach_leader)
      && getpid () != getpgid (0))
    return;
  ipc_fault_depth++;
  ipc_fault_deliveries++;
  if (ipc_fault (deferral_one_shot))
    ipc_fault_install (signo, SIG_IGN, 0);
  if (signo == SIGINT && ipc_fault (keys_reach_parent))
    IPC_REAL (kill) (IPC_REAL (getppid) (), SIGINT);
  call (signo, info, context);
  if (ipc_fault (handler_twice))
    call (signo, info, context);
  if (ipc_fault (samask_drops))
    drop_held (signo);
  if (ipc_fault (delivery_drops_others))
    drop_others ();
  spoil_mask (signo, context);
  if ((wanted[signo].sa_flags & (int) SA_RESETHAND) != 0
      && ipc_fault (one_shot_ignores))
    ipc_fault_install (signo, SIG_IGN, 0);
  if ((wanted[signo].sa_flags & SA_RESTART) != 0
      && (wanted[signo].sa_flags & SA_SIGINFO) == 0
      && ipc_fault (restart_wears_off))
    ipc_fault_install (signo, wanted[signo].sa_handler, 0);
  ipc_fault_depth--;
}

static int
is_needed (void)
{
  return ipc_fault (handler_twice) || ipc_fault (handler_first_number)
         || ipc_fault (handler_last_wins) || ipc_fault (deferral_wrong_number)
         || ipc_fault (intr_is_quit) || ipc_fault (keys_reach_parent)
         || ipc_fault (siginfo_zero) || ipc_fault (siginfo_null)
         || ipc_fault (deferral_one_shot) || ipc_fault (one_shot_ignores)
         || ipc_fault (restart_wears_off) || ipc_fault (samask_drops)
         || ipc_fault (mask_stays) || ipc_fault (mask_forgets)
         || ipc_fault (mask_cut)
         || ipc_fault (sigaction_stays_blocked)
         || ipc_fault (handler_number_low) || ipc_fault (keys_reach_leader)
         || ipc_fault (delivery_drops_others)
         || ipc_fault (deferral_qsort) || ipc_fault (deferral_close_eintr)
         || ipc_fault (deferral_close_open)
         || ipc_fault (handler_close_keeps) || ipc_fault (fork_in_handler);
}

void
ipc_fault_stand_before (int signo, struct sigaction *sa)
{
  if (signo <= 0 || signo >= NSIG || !is_needed ()
      || ((sa->sa_flags & SA_SIGINFO) == 0
          && (sa->sa_handler == SIG_DFL || sa->sa_handler == SIG_IGN)))
    return;
  wanted[signo] = *sa;
  last_wanted = &wanted[signo];
  sa->sa_flags |= SA_SIGINFO;
  sa->sa_sigaction = deliver;
}

void
ipc_fault_show_wanted (int signo, struct sigaction *sa)
{
  if ((sa->sa_flags & SA_SIGINFO) != 0 && sa->sa_sigaction == deliver)
    *sa = wanted[signo];
}
