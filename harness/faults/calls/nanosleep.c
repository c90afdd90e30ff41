/* nanosleep.c - faults of sleeping by the nanosecond.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <time.h>

#include "faults.h"
#include "interruption.h"

CALL (nanosleep)
FAULT (nanosleep_restarts, "nanosleep() restarts after any handler",
  KILLS ("restart.nanosleep_clear", "restart.nanosleep_set"))
FAULT (nanosleep_stop, "a stop and a continuation interrupt nanosleep()",
  KILLS ("restart.nanosleep_stopped"))

WAITS (int, nanosleep,
  (const struct timespec *t, struct timespec *left),
  (t, left),
  .restarts = ipc_fault (nanosleep_restarts),
  .stop = ipc_fault (nanosleep_stop))
