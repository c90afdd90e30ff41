/* sigqueue.c - faults of queuing.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>

#include "actions.h"
#include "faults.h"

CALL (sigqueue)
FAULT (queue_of_one, "sigqueue() keeps one signal of a number",
  KILLS ("dispositions.rt_queued"))
FAULT (queue_short, "sigqueue() has values of 16 bits",
  KILLS ("deferral.sigwait_family"))

int
sigqueue (pid_t pid, int signo, const union sigval value)
{
  union sigval v = value;

  if (signo > 0 && ipc_fault (queue_of_one) && ipc_fault_is_pending (signo))
    return 0;
  if (ipc_fault (queue_short))
    v.sival_int &= 0xffff;
  return IPC_REAL (sigqueue) (pid, signo, v);
}
