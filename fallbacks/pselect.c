/* pselect.c - pselect() and ppoll() by a pipe to oneself.
   SPDX-License-Identifier: BSD-2-Clause

   To set the mask and then call select() loses the signal that is delivered
   in between: so wake.c has such signals write to a pipe that is waited for,
   too (deferral.no_lost_wakeup).  No pipe is made where nothing can be lost:
   without a mask, when there is nothing to wait for, and when the mask lets
   no handler run that could not run before.

   Falls short: two descriptors for the time of such a wait; sigaction()
   meanwhile, in a handler or another thread, sees the other handler, and an
   action that another thread installs then wakes nobody; a wait that is left
   by a jump leaves the pipe and its wrapper behind until the next wait of
   that thread, and one that is cancelled for good.  */

#include "ipcompat-waits.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>

#include "wake.h"

/* The sets that a select() is asked for, NULL if there is none, and copies
   of them, in which it leaves what is ready.  */
enum { IN, OUT, ERR, SETS };
struct sets
{
  int count;
  fd_set *asked[SETS], copy[SETS];
};

static int
is_time (const struct timespec *t)
{
  if (t == NULL || (t->tv_sec >= 0 && t->tv_nsec >= 0
                    && t->tv_nsec < 1000000000))
    return 1;
  errno = EINVAL;
  return 0;
}

static int
is_over (const struct timespec *t)
{
  return t != NULL && t->tv_sec == 0 && t->tv_nsec == 0;
}

static int
interrupted (void)
{
  errno = EINTR;
  return -1;
}

/* select() for so long, rounded up; NULL: for ever.  */
static int
select_for (int count, fd_set *in, fd_set *out, fd_set *err,
            const struct timespec *timeout)
{
  struct timeval tv;

  if (timeout == NULL)
    return select (count, in, out, err, NULL);
  tv.tv_sec = timeout->tv_sec + (timeout->tv_nsec > 999999000);
  tv.tv_usec = (timeout->tv_nsec + 999) / 1000 % 1000000;
  return select (count, in, out, err, &tv);
}

/* poll() likewise.  */
static int
poll_for (struct pollfd *fds, nfds_t count, const struct timespec *timeout)
{
  enum { MOST = INT_MAX / 1000 - 1 };
  time_t seconds;
  int result;

  if (timeout == NULL)
    return poll (fds, count, -1);
  for (seconds = timeout->tv_sec; seconds > MOST; seconds -= MOST)
    if ((result = poll (fds, count, MOST * 1000)) != 0)
      return result;
  return poll (fds, count, (int) seconds * 1000
               + (int) ((timeout->tv_nsec + 999999) / 1000000));
}

static void
copy_asked (struct sets *s)
{
  int i;

  for (i = 0; i < SETS; i++)
    if (s->asked[i] != NULL)
      s->copy[i] = *s->asked[i];
}

static fd_set *
copy_of (struct sets *s, int i)
{
  return s->asked[i] != NULL ? &s->copy[i] : NULL;
}

static int
is_in (struct sets *s, int i, int fd)
{
  return s->asked[i] != NULL && FD_ISSET (fd, &s->copy[i]);
}

/* What poll() is to look for on FD.  */
static int
events_of (struct sets *s, int fd)
{
  return (is_in (s, IN, fd) ? POLLIN : 0) | (is_in (s, OUT, fd) ? POLLOUT : 0)
         | (is_in (s, ERR, fd) ? POLLPRI : 0);
}

/* Leave FD in a set if it is in there and is READY.  */
static int
keep (struct sets *s, int i, int fd, int ready)
{
  if (!is_in (s, i, fd))
    return 0;
  if (!ready)
    FD_CLR (fd, &s->copy[i]);
  return ready != 0;
}

/* The number of bits that are left in S, by what poll() told.  */
static int
keep_ready (struct sets *s, const struct pollfd *fds, nfds_t count)
{
  int result = 0;
  nfds_t i;

  for (i = 0; i < count; i++)
    {
      int fd = fds[i].fd, came = fds[i].revents;

      if ((came & POLLNVAL) != 0)
        {
          errno = EBADF;
          return -1;
        }
      result += keep (s, IN, fd, came & (POLLIN | POLLHUP | POLLERR));
      result += keep (s, OUT, fd, came & (POLLOUT | POLLERR));
      result += keep (s, ERR, fd, came & POLLPRI);
    }
  return result;
}

/* select() of S and WAKE, which no set has room for.  */
static int
select_by_poll (struct sets *s, int wake, const struct timespec *timeout)
{
  struct pollfd *fds = calloc ((size_t) s->count + 1, sizeof *fds);
  nfds_t used = 0;
  int fd, result;

  if (fds == NULL)
    {
      errno = ENOMEM;
      return -1;
    }
  for (fd = 0; fd < s->count; fd++)
    if (events_of (s, fd) != 0)
      {
        fds[used].fd = fd;
        fds[used++].events = (short) events_of (s, fd);
      }
  fds[used].fd = wake;
  fds[used].events = POLLIN;
  result = poll_for (fds, used + 1, timeout);
  if (result != -1)
    result = keep_ready (s, fds, used);
  free (fds);
  return result;
}

/* select() of S, and of WAKE if that is a descriptor.  */
static int
select_with (struct sets *s, int wake, const struct timespec *timeout)
{
  fd_set *in = copy_of (s, IN);
  int count = s->count;

  if (wake >= FD_SETSIZE)
    return select_by_poll (s, wake, timeout);
  if (wake >= 0)
    {
      if (in == NULL)
        FD_ZERO (&s->copy[IN]);
      in = &s->copy[IN];
      FD_SET (wake, in);
      if (wake >= count)
        count = wake + 1;
    }
  return select_for (count, in, copy_of (s, OUT), copy_of (s, ERR), timeout);
}

/* Wait until S is ready or a handler has run.  */
static int
select_masked (struct sets *s, const struct timespec *timeout,
               const sigset_t *mask)
{
  sigset_t old;
  int result, wake = ipc_wake_begin (mask, &old);

  if (wake == -1)
    return -1;
  copy_asked (s);
  result = select_with (s, wake, timeout);
  return ipc_wake_end (wake, &old) ? interrupted () : result;
}

int
ipc_fb_pselect (int count, fd_set *in, fd_set *out, fd_set *err,
                const struct timespec *timeout, const sigset_t *mask)
{
  static const struct timespec now = { 0, 0 };
  struct sets s;
  int result, i;

  if (!is_time (timeout))
    return -1;
  if (mask == NULL)
    return select_for (count, in, out, err, timeout);
  if (count < 0 || count > FD_SETSIZE)
    {
      errno = EINVAL;
      return -1;
    }
  s.count = count;
  s.asked[IN] = in;
  s.asked[OUT] = out;
  s.asked[ERR] = err;
  copy_asked (&s);
  result = select_with (&s, -1, &now);
  if (result == -1 && errno != EINTR)
    return -1;
  if (result == -1 || (result == 0 && !is_over (timeout))
      || ipc_wake_pending (mask))
    result = select_masked (&s, timeout, mask);
  for (i = 0; i < SETS && result != -1; i++)
    if (s.asked[i] != NULL)
      *s.asked[i] = s.copy[i];
  return result;
}

/* poll() of FDS, and of WAKE if that is a descriptor.  */
static int
poll_with (struct pollfd *fds, nfds_t count, int wake,
           const struct timespec *timeout)
{
  struct pollfd *all;
  nfds_t i;
  int result;

  if (wake < 0)
    return poll_for (fds, count, timeout);
  all = calloc ((size_t) count + 1, sizeof *all);
  if (all == NULL)
    {
      errno = ENOMEM;
      return -1;
    }
  if (count > 0)
    memcpy (all, fds, (size_t) count * sizeof *all);
  all[count].fd = wake;
  all[count].events = POLLIN;
  result = poll_for (all, count + 1, timeout);
  for (i = 0; i < count && result != -1; i++)
    fds[i].revents = all[i].revents;
  free (all);
  return result;
}

int
ipc_fb_ppoll (struct pollfd *fds, nfds_t count,
              const struct timespec *timeout, const sigset_t *mask)
{
  sigset_t old;
  int result, wake;

  if (!is_time (timeout))
    return -1;
  if (mask == NULL)
    return poll_for (fds, count, timeout);
  result = poll (fds, count, 0);
  if (result == -1 ? errno != EINTR
      : (result > 0 || is_over (timeout)) && !ipc_wake_pending (mask))
    return result;
  wake = ipc_wake_begin (mask, &old);
  if (wake == -1)
    return -1;
  result = poll_with (fds, count, wake, timeout);
  return ipc_wake_end (wake, &old) ? interrupted () : result;
}
