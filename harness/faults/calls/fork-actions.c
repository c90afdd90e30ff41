/* fork-actions.c - faults of a part of what a child inherits of signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "fork.h"

#include <stddef.h>
#include <unistd.h>

#include "faults.h"

FAULT (fork_keeps_realtime, "a child has its parent's real-time signals",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_cuts_mask, "a child blocks no real-time signals",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_cuts_sa_mask, "a child's handlers do not block the last signal",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_drops_onstack, "a child's handlers have lost SA_ONSTACK",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_drops_resethand, "a child's handlers have lost SA_RESETHAND",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_drops_nocldwait, "a child has lost SA_NOCLDWAIT",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_resets_sigchld, "a child has the default action of SIGCHLD",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_resets_realtime, "a child has one real-time signal's default",
  KILLS ("dispositions.fork_inherits"))

static void
spoil_action (int signo)
{
  struct sigaction sa;

  if (IPC_REAL (sigaction) (signo, NULL, &sa) == -1)
    return;
  if (ipc_fault (fork_drops_onstack))
    sa.sa_flags &= ~SA_ONSTACK;
  if (ipc_fault (fork_drops_resethand))
    sa.sa_flags &= ~(int) SA_RESETHAND;
  if (ipc_fault (fork_cuts_sa_mask))
    sigdelset (&sa.sa_mask, SIGRTMAX);
  if ((signo == SIGCHLD && ipc_fault (fork_resets_sigchld))
      || (signo == SIGRTMAX - 1 && ipc_fault (fork_resets_realtime)))
    sa.sa_handler = SIG_DFL;
  if (signo == SIGCHLD && ipc_fault (fork_drops_nocldwait))
    sa.sa_flags &= ~SA_NOCLDWAIT;
  IPC_REAL (sigaction) (signo, &sa, NULL);
}

/* A mask of 32 signals.  */
static void
cut_mask (void)
{
  sigset_t high;
  int signo;

  sigemptyset (&high);
  for (signo = SIGRTMIN; signo <= SIGRTMAX; signo++)
    sigaddset (&high, signo);
  IPC_REAL (sigprocmask) (SIG_UNBLOCK, &high, NULL);
}

void
ipc_fault_spoil_child (const sigset_t *pending)
{
  int signo;

  if (!ipc_fault_armed)
    return;
  for (signo = 1; signo <= SIGRTMAX; signo++)
    {
      spoil_action (signo);
      if (signo >= SIGRTMIN && ipc_fault (fork_keeps_realtime)
          && sigismember (pending, signo) == 1)
        IPC_REAL (kill) (getpid (), signo);
    }
  if (ipc_fault (fork_cuts_mask))
    cut_mask ();
}
