/* wake.c - signals that wake a wait for descriptors.
   SPDX-License-Identifier: BSD-2-Clause

   For the time of the wait the handler of each signal that is blocked before
   and let through by the mask is called by one that writes to a pipe first.
   The pipe is the thread's own and made anew each time, so that no fork()
   shares it.  Signals that are let through and not caught need none: they
   end the process, stop it, or do nothing.

   The actions are the process's: so it is counted how many threads have one
   wrapped, and the last of them puts back what the first found.  Handlers
   keep their mask, flags and arguments; one that SA_RESETHAND has reset, or
   that was replaced meanwhile, is left as it then is.  All of that is done
   under a lock, with all signals blocked.  A child that was forked meanwhile
   sees that it has another process's lock and counts, and begins anew.

   Where the compiler has no variables of threads, or no atomic operation for
   the lock, only one thread at a time may wait.  */

#include "probed.h"
#include "wake.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "ipcompat-files.h"
#include "nsig.h"
#include "of-thread.h"
#include "process-lock.h"
#include "sigmask.h"

/* The wait of this thread; one that a handler has left by a jump stays until
   the thread begins another.  */
static OF_THREAD struct
{
  volatile sig_atomic_t waits, came;
  int fd[2];
  unsigned char wrapped[NSIG];
} own;

/* What is wrapped, for how many threads of which process.  */
static struct sigaction original[NSIG];
static unsigned waiters[NSIG];
static int process;

/* The process that holds the lock, or 0.  */
static volatile int holder;

static int
is_caught (const struct sigaction *sa)
{
  return (sa->sa_flags & SA_SIGINFO) != 0
         || (sa->sa_handler != SIG_DFL && sa->sa_handler != SIG_IGN);
}

static void
wrapper (int signo, siginfo_t *info, void *context)
{
  const struct sigaction *sa = &original[signo];
  int error = errno;

  if (own.waits && !own.came)
    {
      own.came = 1;
      /* An empty pipe has room.  */
      if (write (own.fd[1], "", 1) == -1)
        own.came = 1;
    }
  errno = error;
  if ((sa->sa_flags & SA_SIGINFO) != 0)
    sa->sa_sigaction (signo, info, context);
  else if (is_caught (sa))
    sa->sa_handler (signo);
}

static int
is_wrapped (const struct sigaction *sa)
{
  return (sa->sa_flags & SA_SIGINFO) != 0 && sa->sa_sigaction == wrapper;
}

/* Put the original action of SIGNO back, unless it has been replaced.  */
static void
restore (int signo)
{
  struct sigaction sa;

  if (sigaction (signo, NULL, &sa) == 0 && is_wrapped (&sa)
      && sigaction (signo, &original[signo], &sa) == 0 && !is_wrapped (&sa))
    /* Replaced at just that moment.  */
    sigaction (signo, &sa, NULL);
}

static void
lock (void)
{
  int self = (int) getpid (), signo;

  process_lock (&holder);
  /* No thread of the parent's waits here.  */
  for (signo = 1; signo < NSIG && process != self; signo++)
    if (waiters[signo] > 0)
      {
        waiters[signo] = 0;
        restore (signo);
      }
  process = self;
}

/* Returns -1 if SIGNO is caught and cannot be wrapped.  */
static int
wrap (int signo)
{
  struct sigaction sa, was;

  if (sigaction (signo, NULL, &sa) == -1)
    return 0;
  if (!is_wrapped (&sa))
    {
      if (!is_caught (&sa))
        return 0;
      original[signo] = sa;
      sa.sa_flags |= SA_SIGINFO;
      sa.sa_sigaction = wrapper;
      if (sigaction (signo, &sa, &was) == -1)
        return -1;
      /* Another thread may have replaced it since it was looked at.  */
      if (!is_wrapped (&was))
        original[signo] = was;
    }
  own.wrapped[signo] = 1;
  waiters[signo]++;
  return 0;
}

/* End the wait of this thread.  */
static void
finish (void)
{
  int signo;

  lock ();
  for (signo = 1; signo < NSIG; signo++)
    if (own.wrapped[signo] && waiters[signo] > 0 && --waiters[signo] == 0)
      restore (signo);
  process_unlock (&holder);
  own.waits = 0;
  close (own.fd[0]);
  close (own.fd[1]);
}

/* In one call where there is one: another thread may execute a program in
   between.  */
static int
make_pipe (void)
{
#if defined IPC_PROBE_PIPE2 && IPC_PROBE_PIPE2 == 1 && defined _GNU_SOURCE
  return pipe2 (own.fd, O_CLOEXEC | O_NONBLOCK);
#else
  return ipc_fb_pipe2 (own.fd, IPC_FB_O_CLOEXEC | O_NONBLOCK);
#endif
}

static int
is_let_through (int signo, const sigset_t *old, const sigset_t *mask)
{
  return sigismember (old, signo) == 1 && sigismember (mask, signo) == 0;
}

/* Wrap what MASK lets through and OLD does not.  */
static int
wrap_all (const sigset_t *old, const sigset_t *mask)
{
  int signo, result = 0, error = 0;

  memset (own.wrapped, 0, sizeof own.wrapped);
  own.came = 0;
  own.waits = 1;
  lock ();
  for (signo = 1; signo < NSIG && result == 0; signo++)
    if (is_let_through (signo, old, mask))
      result = wrap (signo);
  error = errno;
  process_unlock (&holder);
  if (result == -1)
    finish ();
  errno = error;
  return result;
}

/* Whether one of those is caught.  */
static int
needs_pipe (const sigset_t *old, const sigset_t *mask)
{
  struct sigaction sa;
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if (is_let_through (signo, old, mask)
        && sigaction (signo, NULL, &sa) == 0 && is_caught (&sa))
      return 1;
  return 0;
}

void
ipc_wake_unwrap (void)
{
  if (own.waits)
    {
      finish ();
      return;
    }
  lock ();
  process_unlock (&holder);
}

int
ipc_wake_pending (const sigset_t *mask)
{
  sigset_t pending, none;
  int signo;

  /* For the comparison, which mostly spares the loop.  */
  memset (&pending, 0, sizeof pending);
  memset (&none, 0, sizeof none);
  sigemptyset (&none);
  sigpending (&pending);
  if (memcmp (&pending, &none, sizeof none) == 0)
    return 0;
  for (signo = 1; signo < NSIG; signo++)
    if (is_let_through (signo, &pending, mask))
      return 1;
  return 0;
}

int
ipc_wake_begin (const sigset_t *mask, sigset_t *old)
{
  int result = IPC_WAKE_NOT_NEEDED, error;
  sigset_t all;

  sigfillset (&all);
  sigmask_change (SIG_BLOCK, &all, old);
  if (own.waits)
    finish ();
  if (needs_pipe (old, mask))
    {
      result = make_pipe ();
      if (result == 0)
        result = wrap_all (old, mask);
    }
  error = errno;
  sigmask_change (SIG_SETMASK, result == -1 ? old : mask, NULL);
  errno = error;
  return result == 0 ? own.fd[0] : result;
}

int
ipc_wake_end (int fd, const sigset_t *old)
{
  int error = errno, came = 0;
  sigset_t all;

  if (fd != IPC_WAKE_NOT_NEEDED)
    {
      sigfillset (&all);
      sigmask_change (SIG_BLOCK, &all, NULL);
      /* No wait: a handler has begun another one, and so ended this.  */
      came = own.came || !own.waits;
      if (own.waits)
        finish ();
    }
  sigmask_change (SIG_SETMASK, old, NULL);
  errno = error;
  return came;
}
