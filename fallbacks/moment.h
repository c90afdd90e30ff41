/* moment.h - how long a call that waits by the nanosecond may wait yet.
   SPDX-License-Identifier: BSD-2-Clause

   As deadline.h, for calls that take a struct timespec.  By the clock that
   nobody sets; never too early.  All of this is async-signal-safe.  */

#ifndef IPC_MOMENT_H
#define IPC_MOMENT_H

#include <limits.h>
#include <stddef.h>
#include <time.h>

/* The end of a wait, in nanoseconds; negative: there is none.  */
typedef long long ipc_moment;

enum { MOMENT_SECOND = 1000000000 };

static inline ipc_moment
moment_now (void)
{
  struct timespec now = { 0, 0 };

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (ipc_moment) now.tv_sec * MOMENT_SECOND + now.tv_nsec;
}

/* TIME from now: never if that is NULL, more than the clock can say, or no
   time at all, which is the native call's to refuse.  */
static inline ipc_moment
moment_in (const struct timespec *time)
{
  ipc_moment now;

  if (time == NULL || time->tv_sec < 0 || time->tv_nsec < 0
      || time->tv_nsec >= MOMENT_SECOND)
    return -1;
  now = moment_now ();
  return time->tv_sec >= (LLONG_MAX - now) / MOMENT_SECOND - 1 ? -1
         : now + (ipc_moment) time->tv_sec * MOMENT_SECOND + time->tv_nsec;
}

/* What is left until END, in *LEFT; or NULL if that never comes.  */
static inline struct timespec *
moment_left (ipc_moment end, struct timespec *left)
{
  ipc_moment ns;

  if (end < 0)
    return NULL;
  ns = end - moment_now ();
  left->tv_sec = ns <= 0 ? 0 : (time_t) (ns / MOMENT_SECOND);
  left->tv_nsec = ns <= 0 ? 0 : (long) (ns % MOMENT_SECOND);
  return left;
}

static inline int
moment_over (const struct timespec *left)
{
  return left != NULL && left->tv_sec == 0 && left->tv_nsec == 0;
}

#endif
