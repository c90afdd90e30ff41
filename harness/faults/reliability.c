/* reliability.c - faults of signal(3) and sigaction(2).
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <signal.h>
#include <stddef.h>
#include <ucontext.h>
#include <unistd.h>

/* signal() with FLAGS of sigaction(); in BSD's form but for them.  */
static void
(*install (int signo, void (*handler) (int), int flags)) (int)
{
  struct sigaction sa, old;

  sa.sa_handler = handler;
  sa.sa_flags = flags;
  sigemptyset (&sa.sa_mask);
  return IPC_REAL (sigaction) (signo, &sa, &old) == -1 ? SIG_ERR
         : old.sa_handler;
}

void
(*signal (int signo, void (*handler) (int))) (int)
{
  if (ipc_fault ("signal_one_shot"))
    return install (signo, handler, (int) SA_RESETHAND | SA_RESTART);
  if (ipc_fault ("signal_not_blocked"))
    return install (signo, handler, SA_NODEFER | SA_RESTART);
  if (ipc_fault ("signal_interrupts"))
    return install (signo, handler, 0);
  if (ipc_fault ("signal_not_installed"))
    return SIG_DFL;
  if (ipc_fault ("signal_ignores"))
    return install (signo, SIG_IGN, 0);
  return IPC_REAL (signal) (signo, handler);
}

static void (*user_handler) (int);

/* Run the user's handler, and leave its signal blocked behind it: in the
   mask that the kernel is about to restore.  */
static void
leave_blocked (int signo, siginfo_t *info, void *context)
{
  ucontext_t *interrupted = context;

  (void) info;
  user_handler (signo);
  sigaddset (&interrupted->uc_sigmask, signo);
}

static int
query (int signo, struct sigaction *old)
{
  int result = IPC_REAL (sigaction) (signo, NULL, old);

  if (result == 0 && ipc_fault ("sigaction_forgets"))
    old->sa_handler = SIG_DFL;
  if (result == 0 && (old->sa_flags & SA_SIGINFO) != 0
      && old->sa_sigaction == leave_blocked)
    old->sa_handler = user_handler;
  return result;
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction sa, present;
  sigset_t set;
  int again;

  if (act == NULL)
    return query (signo, old);
  sa = *act;
  again = IPC_REAL (sigaction) (signo, NULL, &present) == 0
          && present.sa_handler == sa.sa_handler;
  if (ipc_fault ("sigaction_one_shot"))
    sa.sa_flags |= (int) SA_RESETHAND;
  if (ipc_fault ("sigaction_not_blocked"))
    sa.sa_flags |= SA_NODEFER;
  if (ipc_fault ("sigaction_stays_blocked"))
    {
      user_handler = sa.sa_handler;
      sa.sa_sigaction = leave_blocked;
      sa.sa_flags |= SA_SIGINFO;
    }
  if (ipc_fault ("resethand_ignored"))
    sa.sa_flags &= ~(int) SA_RESETHAND;
  if (again && ipc_fault ("reinstall_one_shot"))
    sa.sa_flags |= (int) SA_RESETHAND;
  if (again && ipc_fault ("reinstall_unblocks"))
    {
      sigemptyset (&set);
      sigaddset (&set, signo);
      IPC_REAL (sigprocmask) (SIG_UNBLOCK, &set, NULL);
    }
  return IPC_REAL (sigaction) (signo, &sa, old);
}

/* glibc calls the real one deprecated.  */
#if defined __GNUC__
# pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

int
siginterrupt (int signo, int interrupt)
{
  return ipc_fault ("siginterrupt_ignored") ? 0
         : IPC_REAL (siginterrupt) (signo, interrupt);
}

void
_exit (int status)
{
  IPC_REAL (_exit) (ipc_fault ("exit_forgets_status") ? 0 : status);
  for (;;)
    continue;
}
