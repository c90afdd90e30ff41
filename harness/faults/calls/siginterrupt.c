/* siginterrupt.c - faults of siginterrupt().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>

#include "faults.h"

/* glibc calls the real one deprecated.  */
#if defined __GNUC__
# pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

CALL (siginterrupt)
FAULT (siginterrupt_ignored, "siginterrupt() succeeds and does nothing",
  KILLS ("reliability.siginterrupt"))

int
siginterrupt (int signo, int interrupt)
{
  return ipc_fault (siginterrupt_ignored) ? 0
         : IPC_REAL (siginterrupt) (signo, interrupt);
}
