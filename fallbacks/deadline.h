/* deadline.h - how long a call that waits several times may wait yet.
   SPDX-License-Identifier: BSD-2-Clause

   In milliseconds, by the clock that nobody sets.  Never too early: what has
   begun of a millisecond is not counted.  All of this is
   async-signal-safe.  */

#ifndef IPC_DEADLINE_H
#define IPC_DEADLINE_H

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <time.h>

/* The end of a wait; negative: there is none.  */
typedef long long ipc_deadline;

static inline long long
deadline_now (long round_up)
{
  struct timespec now = { 0, 0 };

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (long long) now.tv_sec * 1000 + (now.tv_nsec + round_up) / 1000000;
}

/* LIMIT milliseconds from now, which is never if the clock cannot say it.  */
static inline ipc_deadline
deadline_in (long limit)
{
  long long now;

  if (limit <= 0)
    return limit < 0 ? -1 : 0;
  now = deadline_now (999999);
  return limit > LLONG_MAX - now ? -1 : now + limit;
}

/* What is left until END, for poll(): 0 if it is over, -1 if there is none;
   a very long time comes in parts.  */
static inline int
deadline_left (ipc_deadline end)
{
  long long left;

  if (end < 0)
    return -1;
  left = end - deadline_now (0);
  return left <= 0 ? 0 : left > INT_MAX ? INT_MAX : (int) left;
}

/* poll() until END, signals or not: 0 only if that has come.  Who is
   interrupted then has looked already: no storm of signals holds it up.  */
static inline int
deadline_poll (struct pollfd *p, nfds_t count, ipc_deadline end)
{
  int result, left;

  do
    {
      left = deadline_left (end);
      result = poll (p, count, left);
    }
  while (left != 0 && (result == 0 || (result == -1 && errno == EINTR)));
  if (result == -1 && errno == EINTR)
    for (result = 0; count > 0; count--)
      p[count - 1].revents = 0;
  return result;
}

/* Do nothing for PAUSE milliseconds, but not after END.  */
static inline void
deadline_rest (long pause, ipc_deadline end)
{
  ipc_deadline until = deadline_in (pause);

  deadline_poll (NULL, 0, end >= 0 && end < until ? end : until);
}

#endif
