/* handlers.c - faults of installing handlers, and of running them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#include "handlers.h"

volatile sig_atomic_t fault_depth;

/* What the program has asked for; what it is told.  */
static struct sigaction asked[NSIG];
static struct sigaction *last_asked;
static volatile sig_atomic_t first_signal;

static int
number_for (int signo)
{
  if (first_signal == 0)
    first_signal = signo;
  if (ipc_fault ("handler_first_number"))
    return first_signal;
  if (ipc_fault ("intr_is_quit"))
    return signo == SIGINT ? SIGQUIT : signo == SIGQUIT ? SIGINT : signo;
  return signo;
}

static void
call (int signo, siginfo_t *info, void *context)
{
  const struct sigaction *a = &asked[signo];
  siginfo_t zero;

  if (ipc_fault ("handler_last_wins"))
    a = last_asked;
  if ((a->sa_flags & SA_SIGINFO) == 0)
    a->sa_handler (number_for (signo));
  else
    {
      memset (&zero, 0, sizeof zero);
      a->sa_sigaction (signo, ipc_fault ("siginfo_null") ? NULL
                       : ipc_fault ("siginfo_zero") ? &zero : info, context);
    }
}

/* Take away what is pending and in the mask of SIGNO's handler.  */
static void
drop_held (int signo)
{
  sigset_t set, one;
  int s, taken;

  sigpending (&set);
  for (s = 1; s < NSIG; s++)
    if (sigismember (&set, s) == 1
        && sigismember (&asked[signo].sa_mask, s) == 1)
      {
        sigemptyset (&one);
        sigaddset (&one, s);
        sigwait (&one, &taken);
      }
}

/* Stands before every handler.  */
static void
trampoline (int signo, siginfo_t *info, void *context)
{
  ucontext_t *interrupted = context;
  int s;

  fault_depth++;
  if (signo == SIGINT && ipc_fault ("keys_reach_parent"))
    kill (getppid (), SIGINT);
  call (signo, info, context);
  if (ipc_fault ("handler_twice"))
    call (signo, info, context);
  if (ipc_fault ("samask_drops"))
    drop_held (signo);
  if (ipc_fault ("mask_stays"))
    for (s = 1; s < NSIG; s++)
      if (sigismember (&asked[signo].sa_mask, s) == 1)
        sigaddset (&interrupted->uc_sigmask, s);
  if (ipc_fault ("mask_forgets"))
    sigemptyset (&interrupted->uc_sigmask);
  if ((asked[signo].sa_flags & (int) SA_RESETHAND) != 0
      && ipc_fault ("one_shot_ignores"))
    IPC_REAL (signal) (signo, SIG_IGN);
  fault_depth--;
}

static int
query (int signo, struct sigaction *old)
{
  struct sigaction plain;
  int result;

  if (signo == SIGKILL && ipc_fault ("query_refuses_kill"))
    {
      errno = EINVAL;
      return -1;
    }
  result = IPC_REAL (sigaction) (signo, NULL, old);
  if (result == 0 && old->sa_sigaction == trampoline)
    *old = asked[signo];
  if (result == 0 && ipc_fault ("query_resets")
      && old->sa_handler != SIG_DFL)
    {
      memset (&plain, 0, sizeof plain);
      plain.sa_handler = SIG_DFL;
      IPC_REAL (sigaction) (signo, &plain, NULL);
    }
  return result;
}

static int
refuse (int signo, const struct sigaction *act)
{
  (void) signo;
  (void) act;
  if (ipc_fault ("sigaction_takes_any"))
    return 0;
  errno = ipc_fault ("sigaction_eperm") ? EPERM : EINVAL;
  return -1;
}

/* The flags that the kernel gets to see.  */
static int
flags_for (const struct sigaction *act)
{
  int flags = act->sa_flags | SA_SIGINFO;

  if (ipc_fault ("handler_not_blocked"))
    flags |= SA_NODEFER;
  if (ipc_fault ("nodefer_ignored"))
    flags &= ~SA_NODEFER;
  if (ipc_fault ("one_shot_stays"))
    flags &= ~(int) SA_RESETHAND;
  if (ipc_fault ("onstack_ignored"))
    flags &= ~SA_ONSTACK;
  if (ipc_fault ("nocldstop_ignored"))
    flags &= ~SA_NOCLDSTOP;
  return flags;
}

static int
install (int signo, const struct sigaction *act)
{
  struct sigaction sa = *act;

  if (act->sa_handler == SIG_DFL || act->sa_handler == SIG_IGN)
    return IPC_REAL (sigaction) (signo, act, NULL);
  if (ipc_fault ("handler_not_installed"))
    return 0;
  if (ipc_fault ("keys_ignored")
      && (signo == SIGINT || signo == SIGQUIT || signo == SIGTSTP))
    {
      sa.sa_handler = SIG_IGN;
      return IPC_REAL (sigaction) (signo, &sa, NULL);
    }
  asked[signo] = *act;
  last_asked = &asked[signo];
  sa.sa_flags = flags_for (act);
  sa.sa_sigaction = trampoline;
  if (ipc_fault ("samask_ignored"))
    sigemptyset (&sa.sa_mask);
  return IPC_REAL (sigaction) (signo, &sa, NULL);
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction before;
  int result;

  if (!ipc_fault_armed)
    {
      result = IPC_REAL (sigaction) (signo, act, &before);
      if (result == 0 && before.sa_sigaction == trampoline)
        before = asked[signo];
      if (result == 0 && old != NULL)
        *old = before;
      return result;
    }
  if (signo <= 0 || signo >= NSIG)
    return refuse (signo, act);
  if (act == NULL)
    return query (signo, old);
  result = IPC_REAL (sigaction) (signo, NULL, &before);
  if (result == 0 && before.sa_sigaction == trampoline)
    before = asked[signo];
  if (result == 0)
    result = install (signo, act);
  if (result == -1 || old == NULL)
    return result;
  *old = before;
  if (ipc_fault ("old_is_default"))
    old->sa_handler = SIG_DFL;
  if (ipc_fault ("old_without_mask"))
    sigemptyset (&old->sa_mask);
  if (ipc_fault ("old_without_flags"))
    old->sa_flags = 0;
  return result;
}

void
(*signal (int signo, void (*handler) (int))) (int)
{
  void (*old) (int);

  if ((signo <= 0 || signo >= NSIG) && ipc_fault ("signal_takes_any"))
    return SIG_DFL;
  if (signo == SIGXFSZ && handler == SIG_IGN
      && ipc_fault ("ignored_xfsz_kills"))
    handler = SIG_DFL;
  if (signo == SIGTSTP && handler == SIG_DFL && ipc_fault ("susp_ignored"))
    handler = SIG_IGN;
  old = IPC_REAL (signal) (signo, handler);
  return old != SIG_ERR && ipc_fault ("signal_returns_new") ? handler : old;
}

/* glibc calls the real one deprecated.  */
#if defined __GNUC__
# pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

void
(*sigset (int signo, void (*handler) (int))) (int)
{
  if (!ipc_fault ("sigset_refuses"))
    return IPC_REAL (sigset) (signo, handler);
  errno = EINVAL;
  return SIG_ERR;
}
