/* clock_gettime.c - faults of the clock.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "faults.h"

CALL (clock_gettime)
FAULT (clock_per_process, "the clock differs between processes",
  KILLS ("instruments.clock"))
FAULT (clock_stopped, "the clock stands still",
  KILLS ("instruments.clock"))

FAULT (boottime_lags, "CLOCK_BOOTTIME goes more slowly",
  KILLS ("alarms.suspend_clock"))
FAULT (boottime_ahead, "the machine was asleep for an hour",
  KILLS ("alarms.suspend_clock"))
FAULT (clocks_step_back, "all clocks step back by a second, once",
  KILLS ("alarms.suspend_clock"))

int
clock_gettime (clockid_t id, struct timespec *t)
{
  static int calls;
  int result = IPC_REAL (clock_gettime) (id, t);

  if (ipc_fault (clock_per_process))
    t->tv_sec += getpid () * 1000L;
#ifdef CLOCK_BOOTTIME
  if (id == CLOCK_BOOTTIME
      && (ipc_fault (boottime_ahead) || ipc_fault (boottime_lags)))
    t->tv_sec += 3600;
  if (id == CLOCK_BOOTTIME && ipc_fault (boottime_lags))
    t->tv_sec -= calls++ / 100;
#endif
  if (ipc_fault (clocks_step_back) && ++calls > 900)
    t->tv_sec--;
  if (ipc_fault (clock_stopped))
    memset (t, 0, sizeof *t);
  return result;
}
