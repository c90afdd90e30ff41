/* handlers-names.c - faults of the names of signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

/* Also where libc has none: nothing calls it there.  */
const char *sigabbrev_np (int signo);

const char *
sigabbrev_np (int signo)
{
  const char *(*real) (int) = IPC_REAL (sigabbrev_np);

  if (ipc_fault ("name_of_next"))
    return real (signo + 1);
  if (signo == SIGXFSZ && ipc_fault ("name_doubled"))
    return "XCPU";
  if (signo == SIGALRM && ipc_fault ("name_alarm"))
    return "ALARM";
  if (signo == 0 && ipc_fault ("name_of_zero"))
    return "ZERO";
  return real (signo);
}
