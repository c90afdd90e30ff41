/* raise.c - faults of signals that a process sends to itself.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stddef.h>
#include <string.h>

#include "actions.h"
#include "faults.h"
#include "sending.h"
#include "sigaction.h"

CALL (raise)
FAULT (ignored_never_pending, "raise() drops what is ignored, also if blocked",
  KILLS ("dispositions.ignore_blocked_generate"))
FAULT (xcpu_ignored, "SIGXCPU does nothing",
  KILLS ("dispositions.default_actions"))
FAULT (stop_blockable, "SIGSTOP does nothing while all is blocked",
  KILLS ("dispositions.kill_unblockable"))
FAULT (fatal_raise, "raise() of a fault's signal does nothing",
  KILLS ("fault_signals.default_fatal", "fault_signals.not_deferred"),
  KILLS_FALLBACK ("fault_signals.not_deferred"))
FAULT (fatal_wrong, "a fault's signal that is raised ends by SIGABRT",
  KILLS ("fault_signals.default_fatal"))
FAULT (urg_terminates, "SIGURG terminates",
  KILLS ("dispositions.default_actions"))
FAULT (tstp_stops, "SIGTSTP stops also who catches it",
  KILLS ("dispositions.tstp_catchable"))
FAULT (tstp_caught_twice, "SIGTSTP comes twice",
  KILLS ("dispositions.tstp_catchable"))
FAULT (deferral_raise_twice, "raise() delivers twice",
  KILLS ("deferral.collapse",
         "overview.signals"),
  KILLS_FALLBACK ("deferral.collapse"))
FAULT (deferral_raise_late, "raise() leaves its signal pending",
  KILLS ("deferral.flag_and_check", "deferral.immediate_mode"),
  KILLS_FALLBACK ("deferral.flag_and_check", "deferral.immediate_mode"))
FAULT (altstack_once, "the alternate stack serves one handler",
  KILLS ("handlers.altstack_foreign"))
FAULT (altstack_overrun, "a handler overruns a stack of less than 64 KiB",
  KILLS ("handlers.altstack_size"))

static int
all_blocked (void)
{
  sigset_t set;

  IPC_REAL (sigprocmask) (SIG_BLOCK, NULL, &set);
  return sigismember (&set, SIGTERM) == 1 && sigismember (&set, SIGHUP) == 1;
}

int
ipc_fault_drops (int signo)
{
  if ((ipc_fault (ignored_remembered) || ipc_fault (ignored_never_pending))
      && ipc_fault_installed (signo) == SIG_IGN)
    {
      ipc_fault_ignored |= signo < 32 ? 1UL << signo : 0;
      return ipc_fault (ignored_never_pending);
    }
  return (signo == SIGXCPU && ipc_fault (xcpu_ignored))
         || (signo == SIGSTOP && ipc_fault (stop_blockable)
             && all_blocked ());
}

/* A handler has run, perhaps on the alternate stack.  */
static void
spoil_stack (void)
{
  stack_t stack;

  if (IPC_REAL (sigaltstack) (NULL, &stack) == -1
      || (stack.ss_flags & (SS_DISABLE | SS_ONSTACK)) != 0)
    return;
  if (ipc_fault (altstack_overrun) && stack.ss_size < 64 * 1024)
    memset ((char *) stack.ss_sp - 64, 0, 64);
  stack.ss_flags = SS_DISABLE;
  if (ipc_fault (altstack_once))
    IPC_REAL (sigaltstack) (&stack, NULL);
}

int
raise (int signo)
{
  int fatal = signo == SIGSEGV || signo == SIGBUS || signo == SIGFPE
              || signo == SIGILL || signo == SIGTRAP || signo == SIGABRT;
  sigset_t set;
  int result;

  if (ipc_fault_drops (signo) || (fatal && ipc_fault (fatal_raise)))
    return 0;
  if (fatal && ipc_fault (fatal_wrong))
    signo = SIGABRT;
  if (signo == SIGURG && ipc_fault (urg_terminates))
    signo = SIGTERM;
  if (signo == SIGTSTP && ipc_fault (tstp_stops))
    signo = SIGSTOP;
  if (ipc_fault (deferral_raise_twice)
      || (signo == SIGTSTP && ipc_fault (tstp_caught_twice)))
    IPC_REAL (raise) (signo);
  if (ipc_fault (deferral_raise_late))
    {
      sigemptyset (&set);
      sigaddset (&set, signo);
      IPC_REAL (sigprocmask) (SIG_BLOCK, &set, NULL);
    }
  result = IPC_REAL (raise) (signo);
  if (ipc_fault (altstack_once) || ipc_fault (altstack_overrun))
    spoil_stack ();
  return result;
}
