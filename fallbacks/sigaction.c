/* sigaction.c - sigaction() where there is only signal().
   SPDX-License-Identifier: BSD-2-Clause

   Keeps on any signal(), also one that resets the handler: that the handler
   stays, that its signal and sa_mask are blocked while it runs, SA_NODEFER,
   SA_RESETHAND, the old action.  Saves errno around the handler, which the
   real one does not.

   Falls short: where signal() resets, a signal between delivery and the
   first lines of deliver() takes the default action (reliability.window);
   SA_RESTART is what signal() makes of it (reliability.restart), asked for or
   not; an action installed by other means shows no flags.  Refuses, ENOSYS:
   SA_SIGINFO, SA_ONSTACK, SA_NOCLDSTOP, SA_NOCLDWAIT.  Not for threads.  */

#include "ipcompat-signals.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#if defined NSIG
enum { SIGNALS = NSIG };
#elif defined _NSIG
enum { SIGNALS = _NSIG };
#else
enum { SIGNALS = 65 };
#endif

/* Bits of sa_flags that mean something here, 0 where unknown.  */
#ifndef SA_NODEFER
# define SA_NODEFER 0
#endif
#ifndef SA_RESETHAND
# define SA_RESETHAND 0
#endif
#ifndef SA_RESTART
# define SA_RESTART 0
#endif

static struct
{
  struct sigaction action;
  int known;                    /* installed here */
} table[SIGNALS];

static void
deliver (int signo)
{
  int error = errno;
  struct sigaction action = table[signo].action;
  sigset_t before, self;

  /* First of all: signal() may have reset it.  */
  if ((action.sa_flags & (int) SA_RESETHAND) != 0)
    {
      signal (signo, SIG_DFL);
      table[signo].action.sa_handler = SIG_DFL;
    }
  else
    signal (signo, deliver);

  sigemptyset (&self);
  sigaddset (&self, signo);
  sigprocmask (SIG_BLOCK, &action.sa_mask, &before);
  if ((action.sa_flags & SA_NODEFER) == 0)
    sigprocmask (SIG_BLOCK, &self, NULL);
  else if (sigismember (&action.sa_mask, signo) != 1)
    sigprocmask (SIG_UNBLOCK, &self, NULL);
  action.sa_handler (signo);
  sigprocmask (SIG_SETMASK, &before, NULL);
  errno = error;
}

/* Whether all of ACTION can be kept.  */
static int
can_keep (int signo, const struct sigaction *action)
{
  int refused = 0;

#ifdef SA_SIGINFO
  refused |= SA_SIGINFO;
#endif
#ifdef SA_ONSTACK
  refused |= SA_ONSTACK;
#endif
#ifdef SA_NOCLDSTOP
  if (signo == SIGCHLD)
    refused |= SA_NOCLDSTOP;
#endif
#ifdef SA_NOCLDWAIT
  if (signo == SIGCHLD)
    refused |= SA_NOCLDWAIT;
#endif
  return (action->sa_flags & refused) == 0;
}

/* The present action.  What was not installed here is found by installing
   deliver() for a moment, with the signal blocked: that discards nothing.  */
static int
look_up (int signo, struct sigaction *action)
{
  void (*handler) (int);

  if (table[signo].known)
    *action = table[signo].action;
  else
    {
      memset (action, 0, sizeof *action);
      sigemptyset (&action->sa_mask);
      action->sa_handler = SIG_DFL;
      if (signo == SIGKILL || signo == SIGSTOP)
        return 0;
      handler = signal (signo, deliver);
      if (handler == SIG_ERR || signal (signo, handler) == SIG_ERR)
        return -1;
      action->sa_handler = handler;
    }
  return 0;
}

static int
install (int signo, const struct sigaction *action)
{
  void (*handler) (int) = action->sa_handler;

  if (handler == SIG_ERR)
    {
      errno = EINVAL;
      return -1;
    }
  if (signal (signo, handler == SIG_DFL || handler == SIG_IGN
                     ? handler : deliver) == SIG_ERR)
    return -1;
  table[signo].action = *action;
  table[signo].known = 1;
  return 0;
}

int
ipc_fb_sigaction (int signo, const struct sigaction *action,
                  struct sigaction *old)
{
  sigset_t self, before;
  struct sigaction present;
  int result, error;

  if (signo < 1 || signo >= SIGNALS)
    {
      errno = EINVAL;
      return -1;
    }
  if (action != NULL && !can_keep (signo, action))
    {
      errno = ENOSYS;
      return -1;
    }
  /* The table and the kernel must not differ when the signal comes.  */
  sigemptyset (&self);
  sigaddset (&self, signo);
  if (sigprocmask (SIG_BLOCK, &self, &before) == -1)
    return -1;
  result = look_up (signo, &present);
  if (result == 0 && action != NULL)
    result = install (signo, action);
  error = errno;
  sigprocmask (SIG_SETMASK, &before, NULL);
  errno = error;
  if (result == 0 && old != NULL)
    *old = present;
  return result;
}
