/* sigaction.c - sigaction() where there is only signal().
   SPDX-License-Identifier: BSD-2-Clause

   Wants the platform's struct sigaction, as a type.  Keeps on any signal(),
   also one that resets the handler: that the handler stays, that its signal
   and sa_mask are blocked while it runs, SA_NODEFER, SA_RESETHAND, the old
   action, and by siginterrupt() SA_RESTART.  Saves errno around the handler,
   which the real one does not.

   deliver() goes by a table (sigaction-table.c), which is mostly changed
   without blocking any signal.  A call that a handler has interrupted, and
   that finds its signal's action replaced, begins again, as if it had come
   later.

   Falls short: where signal() resets, a signal between delivery and the
   first lines of deliver() takes the default action (reliability.window);
   without siginterrupt(), SA_RESTART is what signal() makes of it
   (reliability.restart); an action installed by other means shows no flags,
   and cannot be asked for while its signal is blocked, nor where there is a
   sigaction() but no sigset() that tells it (handlers.query_only).  Refuses,
   ENOSYS: SA_SIGINFO, SA_ONSTACK, SA_NOCLDSTOP, SA_NOCLDWAIT.  Not for
   threads.  */

#include "probed.h"
#include "ipcompat-signals.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "sigaction-table.h"
#include "sigmask.h"

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

/* Every X/Open system had it, and sigset(), until both were dropped.  */
#ifndef IPC_PROBE_SIGINTERRUPT
# ifdef _XOPEN_UNIX
#  define IPC_PROBE_SIGINTERRUPT 1
# else
#  define IPC_PROBE_SIGINTERRUPT 0
# endif
#endif
#ifndef IPC_PROBE_SIGSET
# define IPC_PROBE_SIGSET 1
#endif
#ifndef IPC_PROBE_SIGACTION
# define IPC_PROBE_SIGACTION 1
#endif

/* Where later calls of signal() heed siginterrupt(), too, as 4.3BSD had
   it.  */
#if (defined __GLIBC__ && defined _DEFAULT_SOURCE) || defined __APPLE__ \
  || defined __FreeBSD__ || defined __NetBSD__ || defined __OpenBSD__ \
  || defined __DragonFly__
enum { INTERRUPT_LASTS = 1 };
#else
enum { INTERRUPT_LASTS = 0 };
#endif

/* glibc calls them deprecated.  */
#ifdef __GNUC__
# pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

static int
is_caught (const struct sigaction *action)
{
  return action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
}

/* What siginterrupt() was told last of each signal, 0 for nothing.  */
static volatile sig_atomic_t interrupted[IPC_ACTIONS];

/* What siginterrupt() is to be told for ACTION.  */
static int
interrupts (const struct sigaction *action)
{
  return SA_RESTART == 0 || (action->sa_flags & (int) SA_RESTART) == 0 ? 1
         : 2;
}

static void deliver (int signo);

/* Have SIGNO caught.  Returns what signal() does.  */
static void
(*catch (int signo, int interrupt)) (int)
{
  void (*former) (int) = signal (signo, deliver);

#if IPC_PROBE_SIGINTERRUPT == 1
  if (former != SIG_ERR
      && (!INTERRUPT_LASTS || interrupted[signo] != interrupt))
    {
      siginterrupt (signo, interrupt == 1);
      interrupted[signo] = interrupt;
    }
#else
  (void) interrupt;
#endif
  return former;
}

/* SIGNO has come, and its handler is to be reset.  */
static void
reset (int signo)
{
  struct sigaction action;
  sigset_t before;
  int blocked = ipc_action_begin (1, &before);

  ipc_action_get (signo, &action);
  action.sa_handler = SIG_DFL;
  signal (signo, SIG_DFL);
  ipc_action_put (signo, &action);
  ipc_action_end (blocked, &before);
}

/* Do what is to be done when SIGNO comes: its handler, that is to be called,
   stays or is reset.  */
static void
take (int signo, struct sigaction *action)
{
  long version;

  do
    {
      version = ipc_action_get (signo, action);
      if (!is_caught (action))
        signal (signo, action->sa_handler);
      else if ((action->sa_flags & (int) SA_RESETHAND) != 0)
        {
          reset (signo);
          return;
        }
      else
        catch (signo, interrupts (action));
    }
  while (version != ipc_action_version (signo));
}

static void
deliver (int signo)
{
  int error = errno;
  struct sigaction action;
  sigset_t before, block, self;

  /* First of all: signal() may have reset it.  */
  take (signo, &action);
  if (!is_caught (&action))
    {
      /* Replaced since it came.  */
      if (action.sa_handler == SIG_DFL)
        raise (signo);
      errno = error;
      return;
    }
  block = action.sa_mask;
  if ((action.sa_flags & SA_NODEFER) == 0)
    sigaddset (&block, signo);
  sigmask_change (SIG_BLOCK, &block, &before);
  if (sigismember (&block, signo) != 1)
    {
      sigemptyset (&self);
      sigaddset (&self, signo);
      sigmask_change (SIG_UNBLOCK, &self, NULL);
    }
  action.sa_handler (signo);
  sigmask_change (SIG_SETMASK, &before, NULL);
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

/* The handler of SIGNO, which was not installed here; SIG_ERR with errno.  */
static void
(*look_up (int signo)) (int)
{
  void (*handler) (int);
  sigset_t before;

  if (signo == SIGKILL || signo == SIGSTOP)
    return SIG_DFL;
#if IPC_PROBE_SIGACTION == 0
  /* To install deliver() for a moment, with the signal blocked, discards
     nothing, and an action has nothing that could be lost.  */
  ipc_action_begin (1, &before);
  handler = signal (signo, deliver);
  if (handler != SIG_ERR)
    signal (signo, handler);
  ipc_action_end (1, &before);
#else
  /* Its flags and mask would be lost.  sigset() that only blocks tells the
     handler, unless the signal is blocked.  */
  handler = SIG_ERR;
  errno = ENOSYS;
# if defined SIG_HOLD && IPC_PROBE_SIGSET != 0
  sigmask_change (SIG_BLOCK, NULL, &before);
  if (sigismember (&before, signo) != 1)
    {
      handler = sigset (signo, SIG_HOLD);
      sigmask_change (SIG_SETMASK, &before, NULL);
    }
  /* uClibc's says that of any signal.  */
  if (handler == SIG_HOLD)
    {
      handler = SIG_ERR;
      errno = ENOSYS;
    }
# else
  (void) before;
# endif
#endif
  return handler;
}

/* What is told of an action that was installed by other means.  */
static void
make_plain (struct sigaction *action, void (*handler) (int))
{
  memset (action, 0, sizeof *action);
  sigemptyset (&action->sa_mask);
  action->sa_handler = handler;
}

static int
query (int signo, struct sigaction *old)
{
  void (*handler) (int);

  if (ipc_action_get (signo, old) == IPC_ACTION_UNKNOWN)
    {
      handler = look_up (signo);
      if (handler == SIG_ERR)
        return -1;
      make_plain (old, handler);
    }
  return 0;
}

/* Once: signal() and the table.  */
static void
(*replace (int signo, const struct sigaction *action)) (int)
{
  void (*former) (int);

  /* The table first, if deliver() may be called; else last.  */
  if (!is_caught (action))
    {
      former = signal (signo, action->sa_handler);
      if (former != SIG_ERR)
        ipc_action_put (signo, action);
      return former;
    }
  ipc_action_put (signo, action);
  return catch (signo, interrupts (action));
}

static int
install (int signo, const struct sigaction *action, struct sigaction *old)
{
  struct sigaction before;
  void (*former) (int);
  sigset_t mask;
  long version;
  int alone = IPC_PROBE_SIGINTERRUPT == 1 && is_caught (action)
              && (!INTERRUPT_LASTS
                  || interrupted[signo] != interrupts (action));
  int blocked = ipc_action_begin (alone, &mask);

  do
    {
      version = ipc_action_get (signo, &before);
      former = replace (signo, action);
    }
  while (former != SIG_ERR && ipc_action_version (signo) != version + 1);
  if (former == SIG_ERR)
    ipc_action_forget (signo);
  ipc_action_end (blocked, &mask);
  if (former == SIG_ERR)
    return -1;
  /* What others have installed since is told as it is.  */
  if (former != deliver
      && (version == IPC_ACTION_UNKNOWN || before.sa_handler != former))
    make_plain (&before, former);
  if (old != NULL)
    *old = before;
  return 0;
}

int
ipc_fb_sigaction (int signo, const struct sigaction *action,
                  struct sigaction *old)
{
  struct sigaction unused;

  if (signo < 1 || signo >= IPC_ACTIONS
      || (action != NULL && action->sa_handler == SIG_ERR))
    errno = EINVAL;
  else if (action == NULL)
    return query (signo, old != NULL ? old : &unused);
  else if (!can_keep (signo, action))
    errno = ENOSYS;
  else
    return install (signo, action, old);
  return -1;
}
