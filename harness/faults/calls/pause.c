/* pause.c - faults of pause().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <unistd.h>

#include "faults.h"
#include "interruption.h"

CALL (pause)
FAULT (harmless_ends_pause, "a signal that does nothing ends pause()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (pause_restarts, "pause() restarts after any handler",
  KILLS ("restart.pause_clear", "restart.pause_set"))
FAULT (pause_stop, "a stop and a continuation interrupt pause()",
  KILLS ("restart.pause_stopped"))

WAITS (int, pause,
  (void),
  (),
  .restarts = ipc_fault (pause_restarts),
  .stop = ipc_fault (pause_stop),
  .harmless = ipc_fault (harmless_ends_pause))
