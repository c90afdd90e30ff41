/* timers.c - timers of timer_create().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "timers.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "probes.h"

#if IPC_PROBE_TIMER_CREATE == 1

static timer_t timers[IPC_MOST_TIMERS];
static int n_timers;

int
ipc_timer_create (int signo, int value)
{
  struct sigevent event;

  if (n_timers == IPC_MOST_TIMERS)
    {
      errno = ENOMEM;
      return -1;
    }
  memset (&event, 0, sizeof event);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = signo;
  event.sigev_value.sival_int = value;
  if (timer_create (CLOCK_REALTIME, &event, &timers[n_timers]) == -1)
    return -1;
  return n_timers++;
}

int
ipc_timer_settime (int timer, long microseconds)
{
  struct itimerspec when;

  memset (&when, 0, sizeof when);
  when.it_value.tv_sec = microseconds / 1000000;
  when.it_value.tv_nsec = microseconds % 1000000 * 1000;
  return timer_settime (timers[timer], 0, &when, NULL);
}

long
ipc_timer_gettime (int timer)
{
  struct itimerspec left;

  if (timer_gettime (timers[timer], &left) == -1)
    return -1;
  return (long) left.it_value.tv_sec * 1000000
         + (left.it_value.tv_nsec + 999) / 1000;
}

int
ipc_timer_getoverrun (int timer)
{
  return timer_getoverrun (timers[timer]);
}

int
ipc_timer_delete (int timer)
{
  return timer_delete (timers[timer]);
}

#else

int
ipc_timer_create (int signo, int value)
{
  (void) signo;
  (void) value;
  errno = ENOSYS;
  return -1;
}

int
ipc_timer_settime (int timer, long microseconds)
{
  (void) microseconds;
  return ipc_timer_delete (timer);
}

long
ipc_timer_gettime (int timer)
{
  return ipc_timer_delete (timer);
}

int
ipc_timer_getoverrun (int timer)
{
  return ipc_timer_delete (timer);
}

int
ipc_timer_delete (int timer)
{
  (void) timer;
  errno = ENOSYS;
  return -1;
}

#endif
