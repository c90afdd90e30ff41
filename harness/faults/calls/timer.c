/* timer.c - faults of timers of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

#include "actions.h"
#include "faults.h"

CALL (timer_create)
CALL (timer_settime)
FAULT (timer_missing, "there is no timer_create()",
  KILLS ("alarms.posix_timers"))
FAULT (timer_loses_value, "a timer's signal has no value",
  KILLS ("alarms.posix_timers"))
FAULT (timer_goes_on, "a timer that is to end once goes on and on",
  KILLS ("alarms.posix_timers"))
FAULT (timer_shares_value, "a third timer has the value of the second",
  KILLS ("alarms.posix_timers"))
FAULT (timer_two, "there are two timers",
  KILLS ("alarms.posix_timers"))
FAULT (timer_short_value, "a timer's value has 16 bits",
  KILLS ("alarms.posix_timers"))

int
timer_create (clockid_t clock, struct sigevent *restrict event,
              timer_t *restrict timer)
{
  static int n, value;

  if (++n > 2 && ipc_fault (timer_two))
    return ipc_fault_fail (EAGAIN);
  if (n > 2 && ipc_fault (timer_shares_value))
    event->sigev_value.sival_int = value;
  if (event != NULL)
    value = event->sigev_value.sival_int;
  if (ipc_fault (timer_missing))
    return ipc_fault_fail (ENOSYS);
  if (event != NULL && ipc_fault (timer_short_value))
    event->sigev_value.sival_int &= 0xffff;
  if (event != NULL && ipc_fault (timer_loses_value))
    event->sigev_value.sival_int = 0;
  return IPC_REAL (timer_create) (clock, event, timer);
}

int
timer_settime (timer_t timer, int flags, const struct itimerspec *restrict when,
               struct itimerspec *restrict old)
{
  struct itimerspec often = *when;

  if (ipc_fault (timer_goes_on))
    often.it_interval.tv_sec = 50;
  return IPC_REAL (timer_settime) (timer, flags, &often, old);
}
