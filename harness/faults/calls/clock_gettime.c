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

int
clock_gettime (clockid_t id, struct timespec *t)
{
  int result = IPC_REAL (clock_gettime) (id, t);

  if (ipc_fault (clock_per_process))
    t->tv_sec += getpid () * 1000L;
  if (ipc_fault (clock_stopped))
    memset (t, 0, sizeof *t);
  return result;
}
