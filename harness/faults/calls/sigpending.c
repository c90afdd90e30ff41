/* sigpending.c - faults of looking at what is pending.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>

#include "faults.h"

CALL (sigpending)
FAULT (pending_without_chld, "sigpending() leaves SIGCHLD out",
  KILLS ("handlers.kernel_chld"))
FAULT (pending_stale, "sigpending() shows what is pending no longer",
  KILLS ("dispositions.stop_discards_cont",
         "dispositions.ignore_drops_pending"))

int
sigpending (sigset_t *set)
{
  static unsigned long seen;
  int result = IPC_REAL (sigpending) (set);
  int signo;

  if (result == 0 && ipc_fault (pending_without_chld))
    sigdelset (set, SIGCHLD);
  for (signo = 1; signo < 32 && result == 0 && ipc_fault (pending_stale);
       signo++)
    {
      if (sigismember (set, signo) == 1)
        seen |= 1UL << signo;
      if ((seen & 1UL << signo) != 0)
        sigaddset (set, signo);
    }
  return result;
}
