/* restart-signals.c - waits for signals and times that others do not end.
   SPDX-License-Identifier: BSD-2-Clause

   See restart.c.  These never restart, and a stop ends those for signals on
   Linux (restart.usleep_set, restart.sigwaitinfo_other_stopped).  Each end is
   reckoned once, by a clock: what a call says is left would add up what it
   was late.

   Falls short: as restart.c.  */

#include "probed.h"

#include "ipcompat-waits.h"

#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "moment.h"

/* Those that hold what they promise.  */
#if defined IPC_PROBE_SIGTIMEDWAIT && IPC_PROBE_SIGTIMEDWAIT == 0
# define sigtimedwait ipc_fb_sigtimedwait
#endif
#if defined IPC_PROBE_SIGWAITINFO && IPC_PROBE_SIGWAITINFO == 0
# define sigwaitinfo ipc_fb_sigwaitinfo
#endif

int
ipc_fb_retry_sigtimedwait (const sigset_t *set, siginfo_t *info,
                           const struct timespec *timeout)
{
  ipc_moment end = moment_in (timeout);
  int result = sigtimedwait (set, info, timeout);
  struct timespec t, *left = NULL;

  while (result == -1 && errno == EINTR && !moment_over (left))
    {
      left = moment_left (end, &t);
      result = sigtimedwait (set, info, left);
    }
  if (result == -1 && errno == EINTR)
    errno = EAGAIN;
  return result;
}

int
ipc_fb_retry_sigwaitinfo (const sigset_t *set, siginfo_t *info)
{
  int result;

  do
    result = sigwaitinfo (set, info);
  while (result == -1 && errno == EINTR);
  return result;
}

int
ipc_fb_nanosleep (const struct timespec *asked, struct timespec *left)
{
  ipc_moment end = moment_in (asked);
  int result = nanosleep (asked, NULL);
  struct timespec t;
  const struct timespec *rest;

  (void) left;
  while (result == -1 && errno == EINTR)
    {
      rest = moment_left (end, &t);
      result = moment_over (rest) ? 0
               : nanosleep (rest != NULL ? rest : asked, NULL);
    }
  return result;
}

int
ipc_fb_usleep (unsigned microseconds)
{
  struct timespec asked;

  asked.tv_sec = microseconds / 1000000;
  asked.tv_nsec = (long) (microseconds % 1000000) * 1000;
  return ipc_fb_nanosleep (&asked, NULL);
}

#if !defined TIMER_ABSTIME \
  || (defined IPC_PROBE_CLOCK_NANOSLEEP && IPC_PROBE_CLOCK_NANOSLEEP == 0)

int
ipc_fb_clock_nanosleep (clockid_t clock, int flags,
                        const struct timespec *asked, struct timespec *left)
{
  (void) clock;
  (void) flags;
  (void) asked;
  (void) left;
  return ENOSYS;
}

#else

/* Seconds that any clock can be late by: nine years.  */
enum { LONGEST = 300000000 };

/* THEN and ASKED, a time that has been found to be one.  */
static struct timespec
sum (struct timespec then, const struct timespec *asked)
{
  then.tv_nsec += asked->tv_nsec;
  then.tv_sec += (asked->tv_sec < LONGEST ? asked->tv_sec : LONGEST)
                 + then.tv_nsec / MOMENT_SECOND;
  then.tv_nsec %= MOMENT_SECOND;
  return then;
}

/* What is asked for by a clock that may be set meanwhile is measured by
   another.  */
static clockid_t
measure_of (clockid_t clock)
{
#ifdef CLOCK_TAI
  if (clock == CLOCK_TAI)
    return CLOCK_MONOTONIC;
#endif
  return clock == CLOCK_REALTIME ? CLOCK_MONOTONIC : clock;
}

int
ipc_fb_clock_nanosleep (clockid_t clock, int flags,
                        const struct timespec *asked, struct timespec *left)
{
  int absolute = (flags & TIMER_ABSTIME) != 0, error;
  clockid_t by = measure_of (clock);
  struct timespec end = { 0, 0 };

  (void) left;
  if (!absolute)
    clock_gettime (by, &end);
  error = clock_nanosleep (clock, flags, asked, NULL);
  if (error == EINTR && !absolute)
    end = sum (end, asked);
  while (error == EINTR)
    error = absolute ? clock_nanosleep (clock, flags, asked, NULL)
            : clock_nanosleep (by, TIMER_ABSTIME, &end, NULL);
  return error;
}

#endif
