/* pselect.c - pselect() and ppoll() by a pipe to oneself.
   SPDX-License-Identifier: BSD-2-Clause

   To set the mask and then call select() loses the signal that is delivered
   in between.  So for the time of the call each handler of a signal that is
   blocked now and will not be is called by one that writes to a pipe first,
   and that pipe is waited for, too: deferral.no_lost_wakeup.  Handlers keep
   their mask, flags and arguments; one that SA_RESETHAND has reset, or that
   installed itself or another, is left as it then is.

   Falls short: two descriptors for the time of the call, made anew each time
   so that a fork() shares none; not async-signal-safe, not for handlers nor
   for threads; sigaction() in a handler sees the other handler; one that
   leaves by a jump leaves the pipe and its wrapper behind.  */

#include "ipcompat-waits.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#ifndef NSIG
# ifdef _NSIG
#  define NSIG _NSIG
# else
#  define NSIG 65
# endif
#endif

static struct sigaction original[NSIG];
static volatile sig_atomic_t wrapped[NSIG];
static volatile sig_atomic_t came;
static int wake[2];

static void
wrapper (int signo, siginfo_t *info, void *context)
{
  int error = errno;

  came = 1;
  if (write (wake[1], "", 1) == -1)
    errno = error;
  errno = error;
  if ((original[signo].sa_flags & SA_SIGINFO) != 0)
    original[signo].sa_sigaction (signo, info, context);
  else
    original[signo].sa_handler (signo);
}

static int
is_caught (const struct sigaction *sa)
{
  return (sa->sa_flags & SA_SIGINFO) != 0
         || (sa->sa_handler != SIG_DFL && sa->sa_handler != SIG_IGN);
}

static void
wrap (const sigset_t *now, const sigset_t *then)
{
  struct sigaction sa;
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    {
      wrapped[signo] = 0;
      if (sigismember (now, signo) != 1 || sigismember (then, signo) != 0
          || sigaction (signo, NULL, &original[signo]) == -1
          || !is_caught (&original[signo]))
        continue;
      sa = original[signo];
      sa.sa_flags |= SA_SIGINFO;
      sa.sa_sigaction = wrapper;
      wrapped[signo] = sigaction (signo, &sa, NULL) == 0;
    }
}

static void
unwrap (void)
{
  struct sigaction sa;
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if (wrapped[signo] && sigaction (signo, NULL, &sa) == 0
        && (sa.sa_flags & SA_SIGINFO) != 0 && sa.sa_sigaction == wrapper)
      sigaction (signo, &original[signo], NULL);
}

/* Change to MASK, as the native calls do, and have what comes from then on
   write to the pipe.  Returns the descriptor to wait for.  */
static int
begin (const sigset_t *mask, sigset_t *old)
{
  int i;

  if (pipe (wake) == -1)
    return -1;
  for (i = 0; i < 2; i++)
    {
      fcntl (wake[i], F_SETFL, O_NONBLOCK);
      fcntl (wake[i], F_SETFD, FD_CLOEXEC);
    }
  came = 0;
  sigprocmask (SIG_BLOCK, NULL, old);
  if (mask != NULL)
    {
      wrap (old, mask);
      sigprocmask (SIG_SETMASK, mask, NULL);
    }
  return wake[0];
}

/* Undo that.  RESULT is that of the wait, which counts the pipe, too.  */
static int
end (const sigset_t *mask, const sigset_t *old, int result)
{
  int error = errno;

  if (mask != NULL)
    {
      sigprocmask (SIG_SETMASK, old, NULL);
      unwrap ();
    }
  close (wake[0]);
  close (wake[1]);
  if (came)
    {
      error = EINTR;
      result = -1;
    }
  errno = error;
  return result;
}

static int
is_time (const struct timespec *t)
{
  if (t == NULL || (t->tv_sec >= 0 && t->tv_nsec >= 0
                    && t->tv_nsec < 1000000000))
    return 1;
  errno = EINVAL;
  return 0;
}

/* A copy of SET, or nothing.  */
static void
copy (fd_set *copied, const fd_set *set)
{
  if (set != NULL)
    *copied = *set;
  else
    FD_ZERO (copied);
}

int
ipc_fb_pselect (int count, fd_set *in, fd_set *out, fd_set *err,
                const struct timespec *timeout, const sigset_t *mask)
{
  fd_set ins, outs, errs;
  struct timeval tv;
  sigset_t old;
  int result, fd;

  if (!is_time (timeout) || (fd = begin (mask, &old)) == -1)
    return -1;
  copy (&ins, in);
  copy (&outs, out);
  copy (&errs, err);
  if (timeout != NULL)
    {
      tv.tv_sec = timeout->tv_sec + (timeout->tv_nsec > 999999000);
      tv.tv_usec = (timeout->tv_nsec + 999) / 1000 % 1000000;
    }
  errno = EINVAL;
  result = -1;
  if (count >= 0 && count <= FD_SETSIZE && fd < FD_SETSIZE)
    {
      FD_SET (fd, &ins);
      result = select (fd >= count ? fd + 1 : count, &ins, &outs, &errs,
                       timeout != NULL ? &tv : NULL);
    }
  result = end (mask, &old, result);
  if (result == -1)
    return -1;
  if (in != NULL)
    *in = ins;
  if (out != NULL)
    *out = outs;
  if (err != NULL)
    *err = errs;
  return result;
}

/* TIMEOUT in milliseconds, rounded up; -1 for ever.  */
static int
milliseconds (const struct timespec *timeout)
{
  if (timeout == NULL)
    return -1;
  if (timeout->tv_sec >= INT_MAX / 1000 - 1)
    return INT_MAX;
  return (int) timeout->tv_sec * 1000
         + (int) ((timeout->tv_nsec + 999999) / 1000000);
}

int
ipc_fb_ppoll (struct pollfd *fds, nfds_t count,
              const struct timespec *timeout, const sigset_t *mask)
{
  struct pollfd *all;
  sigset_t old;
  nfds_t i;
  int result;

  if (!is_time (timeout))
    return -1;
  all = calloc ((size_t) count + 1, sizeof *all);
  if (all == NULL)
    {
      errno = ENOMEM;
      return -1;
    }
  if (count > 0)
    memcpy (all, fds, (size_t) count * sizeof *all);
  all[count].events = POLLIN;
  all[count].fd = begin (mask, &old);
  result = all[count].fd == -1 ? -1
           : end (mask, &old, poll (all, count + 1, milliseconds (timeout)));
  for (i = 0; i < count && result != -1; i++)
    fds[i].revents = all[i].revents;
  free (all);
  return result;
}
