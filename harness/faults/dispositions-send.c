/* dispositions-send.c - faults of sending, blocking and taking signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/types.h>
#include <unistd.h>

#include "dispositions.h"

int
fault_is_pending (int signo)
{
  sigset_t set;

  IPC_REAL (sigpending) (&set);
  return sigismember (&set, signo) == 1;
}

void
fault_send (int signo)
{
  IPC_REAL (kill) (getpid (), signo);
}

static int
all_blocked (void)
{
  sigset_t set;

  IPC_REAL (sigprocmask) (SIG_BLOCK, NULL, &set);
  return sigismember (&set, SIGTERM) == 1 && sigismember (&set, SIGHUP) == 1;
}

/* Whether this process gets nothing of SIGNO, which was sent to it.  */
static int
is_dropped (int signo)
{
  if (fault_installed (signo) == SIG_IGN)
    {
      fault_ignored |= 1UL << signo;
      return ipc_fault ("ignored_never_pending");
    }
  return (signo == SIGXCPU && ipc_fault ("xcpu_ignored"))
         || (signo == SIGSTOP && ipc_fault ("stop_blockable")
             && all_blocked ());
}

int
raise (int signo)
{
  if (is_dropped (signo))
    return 0;
  if (signo == SIGURG && ipc_fault ("urg_terminates"))
    signo = SIGTERM;
  if (signo == SIGTSTP && ipc_fault ("tstp_stops"))
    signo = SIGSTOP;
  if (signo == SIGTSTP && ipc_fault ("tstp_caught_twice"))
    IPC_REAL (raise) (signo);
  return IPC_REAL (raise) (signo);
}

static int cont_was_sent;

int
kill (pid_t pid, int signo)
{
  if (pid == getpid () && signo > 0 && is_dropped (signo))
    return 0;
  if (signo == SIGCONT && ipc_fault ("cont_ignored"))
    signo = 0;
  if (signo == SIGCONT && pid == getpid ())
    cont_was_sent = 1;
  return IPC_REAL (kill) (pid, signo);
}

static void
discard (int signo)
{
  struct sigaction old;

  if (!fault_is_pending (signo))
    return;
  IPC_REAL (sigaction) (signo, NULL, &old);
  fault_install (signo, SIG_IGN);
  IPC_REAL (sigaction) (signo, &old, NULL);
}

static void
before_unblocking (const sigset_t *set)
{
  int signo;

  for (signo = 1; signo < 32; signo++)
    if (sigismember (set, signo) == 1
        && (ipc_fault ("unblock_discards")
            || (signo == SIGCONT && ipc_fault ("cont_not_delivered"))))
      discard (signo);
  if (sigismember (set, SIGCONT) == 1 && cont_was_sent
      && ipc_fault ("cont_survives_stop"))
    IPC_REAL (raise) (SIGCONT);
}

static volatile int delivered_once;

int
sigprocmask (int how, const sigset_t *set, sigset_t *old)
{
  int result;

  if (set != NULL && sigismember (set, SIGKILL) == 1
      && ipc_fault ("mask_refuses_all"))
    {
      errno = EINVAL;
      return -1;
    }
  if (set != NULL && how == SIG_UNBLOCK)
    before_unblocking (set);
  if (set != NULL && how == SIG_UNBLOCK)
    delivered_once = fault_is_pending (SIGUSR1);
  result = IPC_REAL (sigprocmask) (how, set, old);
  if (set != NULL && how == SIG_BLOCK && delivered_once
      && ipc_fault ("unblock_leaves_pending"))
    {
      delivered_once = 0;
      IPC_REAL (raise) (SIGUSR1);
    }
  if (old != NULL && all_blocked () && ipc_fault ("mask_shows_all"))
    {
      sigaddset (old, SIGKILL);
      sigaddset (old, SIGSTOP);
    }
  return result;
}

int
sigpending (sigset_t *set)
{
  static unsigned long seen;
  int result = IPC_REAL (sigpending) (set);
  int signo;

  if (result == 0 && ipc_fault ("pending_stale"))
    for (signo = 1; signo < 32; signo++)
      {
        if (sigismember (set, signo) == 1)
          seen |= 1UL << signo;
        if ((seen & 1UL << signo) != 0)
          sigaddset (set, signo);
      }
  return result;
}

int
sigqueue (pid_t pid, int signo, const union sigval value)
{
  if (signo > 0 && fault_is_pending (signo) && ipc_fault ("queue_of_one"))
    return 0;
  return IPC_REAL (sigqueue) (pid, signo, value);
}

int
sigwaitinfo (const sigset_t *set, siginfo_t *info)
{
  int result = IPC_REAL (sigwaitinfo) (set, info);

  if (info != NULL && ipc_fault ("queue_loses_value"))
    info->si_value.sival_int = 0;
  return result;
}
