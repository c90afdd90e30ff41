/* sigabbrev_np.c - faults of the names of signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <string.h>

#include "faults.h"

CALL (sigabbrev_np)
FAULT (name_of_next, "a number has the name of the next one",
  KILLS ("handlers.handler_name", "handlers.names_kill_l",
         "handlers.names_number17"))
FAULT (name_doubled, "XFSZ is called XCPU, too",
  KILLS ("handlers.names_roundtrip", "handlers.handler_name"))
FAULT (name_alarm, "ALRM is called ALARM",
  KILLS ("handlers.names_alrm", "handlers.names_kill_l",
         "handlers.names_aliases"))
FAULT (name_of_zero, "0 is called ZERO",
  KILLS ("handlers.names_zero"))

/* Also where libc has none: nothing calls it there.  */
const char *sigabbrev_np (int signo);

const char *
sigabbrev_np (int signo)
{
  if (signo == SIGXFSZ && ipc_fault (name_doubled))
    return "XCPU";
  if (signo == SIGALRM && ipc_fault (name_alarm))
    return "ALARM";
  if (signo == 0 && ipc_fault (name_of_zero))
    return "ZERO";
  return IPC_REAL (sigabbrev_np) (ipc_fault (name_of_next) ? signo + 1
                                                           : signo);
}
