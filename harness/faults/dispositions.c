/* dispositions.c - faults of signal() and sigaction().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dispositions.h"

volatile unsigned long fault_ignored;

typedef void (*handler_type) (int);

handler_type
fault_installed (int signo)
{
  struct sigaction sa;

  return IPC_REAL (sigaction) (signo, NULL, &sa) == -1 ? SIG_ERR
         : sa.sa_handler;
}

handler_type
fault_install (int signo, handler_type handler)
{
  struct sigaction sa, old;

  sa.sa_handler = handler;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  return IPC_REAL (sigaction) (signo, &sa, &old) == -1 ? SIG_ERR
         : old.sa_handler;
}

static int
has_zombie (void)
{
  siginfo_t info;

  info.si_pid = 0;
  return waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
         && info.si_pid != 0;
}

static int
cannot_be_caught (int signo)
{
  return signo == SIGKILL || signo == SIGSTOP;
}

static void
do_nothing (int signo)
{
  (void) signo;
}

/* What came while it was ignored.  */
static void
deliver_remembered (int signo)
{
  unsigned long bit = 1UL << signo;

  if (!ipc_fault ("ignored_remembered") || (fault_ignored & bit) == 0)
    return;
  fault_ignored &= ~bit;
  fault_send (signo);
}

static handler_type
ignore (int signo)
{
  int pending = fault_is_pending (signo);
  handler_type old;

  if (ipc_fault ("ignore_is_empty_handler"))
    return fault_install (signo, do_nothing);
  if (ipc_fault ("chld_ign_is_default") && signo == SIGCHLD)
    return fault_install (signo, SIG_DFL);
  old = IPC_REAL (signal) (signo, SIG_IGN);
  if (ipc_fault ("chld_ign_reaps") && signo == SIGCHLD)
    while (waitpid (-1, NULL, WNOHANG) > 0)
      continue;
  if (pending && ipc_fault ("ignore_keeps_pending"))
    fault_send (signo);
  return old;
}

handler_type
signal (int signo, handler_type handler)
{
  handler_type old;

  if (cannot_be_caught (signo))
    return ipc_fault ("signal_claims") ? SIG_DFL
           : IPC_REAL (signal) (signo, handler);
  if (handler == SIG_IGN)
    return ignore (signo);
  if (handler == SIG_DFL && ipc_fault ("default_not_restored"))
    return fault_installed (signo);
  if (handler == SIG_DFL && signo == SIGCHLD
      && ipc_fault ("chld_default_is_ignore"))
    return IPC_REAL (signal) (signo, SIG_IGN);
  old = IPC_REAL (signal) (signo, handler);
  if (handler != SIG_DFL && signo == SIGCHLD && ipc_fault ("cld_reposts")
      && has_zombie ())
    handler (signo);
  return old;
}

/* The first action that was set for a signal.  */
static struct sigaction first[65];
static unsigned char has_first[65];

static int
query (int signo, struct sigaction *old)
{
  int result = IPC_REAL (sigaction) (signo, NULL, old);

  if (result == 0 && signo < 65 && has_first[signo]
      && ipc_fault ("query_stale"))
    *old = first[signo];
  return result;
}

static int
refuse (int signo, const struct sigaction *act, struct sigaction *old)
{
  int result = IPC_REAL (sigaction) (signo, act, old);

  if (act->sa_handler == SIG_IGN && ipc_fault ("sigaction_claims"))
    return 0;
  if (result == -1 && ipc_fault ("refusal_eperm"))
    errno = EPERM;
  return result;
}

/* The flags that are set in place of those asked for.  */
static int
other_flags (int signo, int flags)
{
  static int stuck;

  if (ipc_fault ("nocldwait_ignored"))
    flags &= ~SA_NOCLDWAIT;
  if (ipc_fault ("cld_nodefer_ignored"))
    flags &= ~SA_NODEFER;
  if (signo == SIGCHLD && ipc_fault ("nocldwait_sticks"))
    flags |= stuck |= flags & SA_NOCLDWAIT;
  return flags;
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction sa;
  int result;

  if (act == NULL)
    return query (signo, old);
  if (cannot_be_caught (signo))
    return refuse (signo, act, old);
  sa = *act;
  sa.sa_flags = other_flags (signo, sa.sa_flags);
  if ((sa.sa_flags & SA_NOCLDWAIT) != 0 && sa.sa_handler != SIG_DFL
      && ipc_fault ("nocldwait_silent"))
    sa.sa_handler = SIG_DFL;
  if (fault_installed (signo) == SIG_IGN && ipc_fault ("ignored_for_good"))
    return old == NULL ? 0 : query (signo, old);
  result = IPC_REAL (sigaction) (signo, &sa, old);
  if (result == 0 && signo < 65 && ipc_fault ("query_stale")
      && !has_first[signo]++)
    first[signo] = *act;
  if (result == 0 && old != NULL && ipc_fault ("old_action_lost"))
    old->sa_handler = SIG_DFL;
  if (result == 0 && old != NULL && ipc_fault ("old_has_no_flags"))
    old->sa_flags = 0;
  if (result == 0 && sa.sa_handler != SIG_IGN && sa.sa_handler != SIG_DFL)
    deliver_remembered (signo);
  return result;
}
