/* usleep.c - faults of sleeping by the microsecond.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <unistd.h>

#include "faults.h"
#include "interruption.h"

CALL (usleep)
FAULT (usleep_restarts, "usleep() restarts after any handler",
  KILLS ("restart.usleep_clear", "restart.usleep_set"))
FAULT (usleep_stop, "a stop and a continuation interrupt usleep()",
  KILLS ("restart.usleep_stopped"))

WAITS (int, usleep,
  (useconds_t t),
  (t),
  .restarts = ipc_fault (usleep_restarts),
  .stop = ipc_fault (usleep_stop))
