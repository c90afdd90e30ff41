/* sleep.c - faults of sleeping: sleep(), clock_nanosleep().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "alarm.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "faults.h"
#include "interruption.h"

CALL (sleep)
CALL (clock_nanosleep)
FAULT (sleep_takes_alarm, "sleep() cancels the alarm",
  KILLS ("alarms.sleep_shared"))
FAULT (sleep_restarts_alarm, "sleep() sets the alarm anew",
  KILLS ("alarms.sleep_shared"))
FAULT (sleep_says_asked, "sleep() returns what it was asked for",
  KILLS ("alarms.sleep_returns_left", "restart.sleep_clear",
         "restart.sleep_set"))
FAULT (sleep_says_half, "sleep() returns half of what is left",
  KILLS ("alarms.sleep_returns_left", "restart.sleep_clear",
         "restart.sleep_set"))
FAULT (clock_nanosleep_says_asked,
  "an interrupted clock_nanosleep() tells what it was asked for",
  KILLS ("restart.clock_nanosleep_clear", "restart.clock_nanosleep_set"))
FAULT (clock_nanosleep_says_half,
  "an interrupted clock_nanosleep() tells half of what is left",
  KILLS ("restart.clock_nanosleep_clear", "restart.clock_nanosleep_set"))
FAULT (sleep_says_nothing, "sleep() returns 0 when a signal ends it",
  KILLS ("alarms.sleep_returns_left"))
FAULT (sleep_says_slept, "sleep() returns the seconds that it has slept",
  KILLS ("alarms.sleep_returns_left"))
FAULT (sleep_restarts, "sleep() sleeps on after a handler",
  KILLS ("restart.sleep_clear", "restart.sleep_set"))
FAULT (sleep_stop, "a stop and a continuation end sleep()",
  KILLS ("restart.sleep_stopped"))
FAULT (clock_nanosleep_restarts, "clock_nanosleep() sleeps on",
  KILLS ("restart.clock_nanosleep_clear", "restart.clock_nanosleep_set"))
FAULT (clock_nanosleep_stop,
  "a stop and a continuation interrupt clock_nanosleep()",
  KILLS ("restart.clock_nanosleep_stopped"))
FAULT (clock_nanosleep_abs_restarts,
  "clock_nanosleep() until a given time sleeps on",
  KILLS ("restart.clock_nanosleep_abs_clear",
         "restart.clock_nanosleep_abs_set"))
FAULT (clock_nanosleep_abs_stop,
  "a stop and a continuation interrupt sleeping until a given time",
  KILLS ("restart.clock_nanosleep_abs_stopped"))
FAULT (clock_nanosleep_stop_eagain,
  "after a stop clock_nanosleep() fails with EAGAIN",
  KILLS ("restart.clock_nanosleep_stopped",
         "restart.clock_nanosleep_abs_stopped"),
  KILLS_FALLBACK ("restart.clock_nanosleep_stopped",
                  "restart.clock_nanosleep_abs_stopped"))

unsigned
sleep (unsigned seconds)
{
  struct ipc_interruption in = { .stop = ipc_fault (sleep_stop) };
  unsigned left = seconds;

  if (ipc_fault (sleep_takes_alarm))
    IPC_REAL (alarm) (0);
  ipc_fault_before_wait (&in);
  do
    left = IPC_REAL (sleep) (left);
  while (left > 0 && ipc_fault (sleep_restarts));
  ipc_fault_again (&in, 0);
  if (ipc_fault (sleep_restarts_alarm))
    IPC_REAL (alarm) (ipc_fault_last_alarm ());
  if (left > 0 && ipc_fault (sleep_says_asked))
    return seconds;
  if (ipc_fault (sleep_says_half))
    left /= 2;
  return ipc_fault (sleep_says_nothing) ? 0
         : ipc_fault (sleep_says_slept) ? seconds - left : left;
}

int
clock_nanosleep (clockid_t clock, int flags, const struct timespec *t,
                 struct timespec *left)
{
  int absolute = (flags & TIMER_ABSTIME) != 0;
  struct ipc_interruption in = { .stop = absolute
      ? ipc_fault (clock_nanosleep_abs_stop)
      : ipc_fault (clock_nanosleep_stop) };
  int restarts = absolute ? ipc_fault (clock_nanosleep_abs_restarts)
                 : ipc_fault (clock_nanosleep_restarts);
  int error;

  in.stop |= ipc_fault (clock_nanosleep_stop_eagain);
  ipc_fault_before_wait (&in);
  do
    error = IPC_REAL (clock_nanosleep) (clock, flags, t, left);
  while (error == EINTR && restarts);
  ipc_fault_again (&in, 0);
  if (error == EINTR && ipc_fault (clock_nanosleep_stop_eagain))
    return EAGAIN;
  if (error == EINTR && left != NULL && ipc_fault (clock_nanosleep_says_asked))
    *left = *t;
  if (error == EINTR && left != NULL && ipc_fault (clock_nanosleep_says_half))
    left->tv_sec /= 2;
  return error;
}
