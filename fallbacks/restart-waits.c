/* restart-waits.c - waits for descriptors that a signal does not end.
   SPDX-License-Identifier: BSD-2-Clause

   See restart.c.  SA_RESTART does not restart these on Linux, where a stop
   ends epoll_wait(), too (restart.poll_set, restart.epoll_wait_stopped).  The
   time counts from the first call on: after an interruption they wait for what
   is left of it.  A last look, when nothing is left, is with all signals
   blocked, or under a storm of them the wait would never end.

   Falls short: as restart.c, which for a mask that is to let a signal in means
   that its handler runs, and the wait goes on.  */

#include "probed.h"

#include "ipcompat-waits.h"

#include <errno.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/time.h>

#include "deadline.h"
#include "moment.h"
#include "sigmask.h"

#if (defined IPC_PROBE_EPOLL && IPC_PROBE_EPOLL == 1) \
  || (!defined IPC_PROBE_EPOLL && defined __linux__)
# include <sys/epoll.h>
# define HAS_EPOLL 1
#endif

/* Those that hold what they promise.  */
#if defined IPC_PROBE_PSELECT_ATOMIC && IPC_PROBE_PSELECT_ATOMIC == 0
# define pselect ipc_fb_pselect
#endif
#if (defined IPC_PROBE_PPOLL_ATOMIC && IPC_PROBE_PPOLL_ATOMIC == 0) \
  || (defined IPC_PROBE_PPOLL && IPC_PROBE_PPOLL == 0)
# define ppoll ipc_fb_ppoll
#endif

int
ipc_fb_poll (struct pollfd *fds, nfds_t count, int timeout)
{
  ipc_deadline end = deadline_in (timeout);
  int result = poll (fds, count, timeout);

  if (result == -1 && errno == EINTR)
    result = deadline_poll (fds, count, end);
  return result;
}

int
ipc_fb_retry_ppoll (struct pollfd *fds, nfds_t count,
                    const struct timespec *timeout, const sigset_t *mask)
{
  ipc_moment end = moment_in (timeout);
  int result = ppoll (fds, count, timeout, mask);
  struct timespec t, *left = NULL;
  sigset_t all;

  sigfillset (&all);
  while (result == -1 && errno == EINTR && !moment_over (left))
    {
      left = moment_left (end, &t);
      result = ppoll (fds, count, left, moment_over (left) ? &all : mask);
    }
  return result;
}

/* After an interruption: pselect() until END.  */
static int
select_until (int count, fd_set *in, fd_set *out, fd_set *err,
              const sigset_t *mask, ipc_moment end)
{
  struct timespec t, *left;
  sigset_t all;
  int result;

  sigfillset (&all);
  do
    {
      left = moment_left (end, &t);
      result = pselect (count, in, out, err, left,
                        moment_over (left) ? &all : mask);
    }
  while (result == -1 && errno == EINTR && !moment_over (left));
  return result;
}

int
ipc_fb_retry_pselect (int count, fd_set *in, fd_set *out, fd_set *err,
                      const struct timespec *timeout, const sigset_t *mask)
{
  ipc_moment end = moment_in (timeout);
  int result = pselect (count, in, out, err, timeout, mask);

  if (result == -1 && errno == EINTR)
    result = select_until (count, in, out, err, mask, end);
  return result;
}

/* The end of TIME from now, which some systems take to be one although it has
   a second of microseconds, or more.  */
static ipc_moment
select_end (const struct timeval *time)
{
  long long more = time->tv_usec / 1000000;
  struct timespec t;
  ipc_moment end;

  t.tv_sec = time->tv_sec;
  t.tv_nsec = (long) (time->tv_usec % 1000000) * 1000;
  end = moment_in (&t);
  return end < 0 || more > (LLONG_MAX - end) / MOMENT_SECOND ? -1
         : end + more * MOMENT_SECOND;
}

int
ipc_fb_select (int count, fd_set *in, fd_set *out, fd_set *err,
               struct timeval *timeout)
{
  struct timeval own = { 0, 0 };
  ipc_moment end = -1;
  int result;

  if (timeout != NULL)
    {
      own = *timeout;
      end = select_end (timeout);
    }
  result = select (count, in, out, err, timeout != NULL ? &own : NULL);
  if (result == -1 && errno == EINTR)
    result = select_until (count, in, out, err, NULL, end);
  return result;
}

#ifdef HAS_EPOLL
int
ipc_fb_epoll_wait (int epoll, struct epoll_event *events, int most,
                   int timeout)
{
  ipc_deadline end = deadline_in (timeout);
  int result = epoll_wait (epoll, events, most, timeout), left = -1;
  sigset_t all, old;

  sigfillset (&all);
  while (result == -1 && errno == EINTR && left != 0)
    {
      left = deadline_left (end);
      if (left == 0)
        sigmask_change (SIG_SETMASK, &all, &old);
      result = epoll_wait (epoll, events, most, left);
      if (left == 0)
        sigmask_change (SIG_SETMASK, &old, NULL);
    }
  return result;
}
#else
int
ipc_fb_epoll_wait (int epoll, struct epoll_event *events, int most,
                   int timeout)
{
  (void) epoll;
  (void) events;
  (void) most;
  (void) timeout;
  errno = ENOSYS;
  return -1;
}
#endif
