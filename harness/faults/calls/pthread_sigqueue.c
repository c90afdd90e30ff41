/* pthread_sigqueue.c - faults of queuing to a thread.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "faults.h"

CALL (pthread_sigqueue)
FAULT (thread_queue_missing, "there is no pthread_sigqueue()",
  KILLS ("deferral.sigqueue_thread"))
FAULT (thread_queue_to_process, "pthread_sigqueue() signals the process",
  KILLS ("deferral.sigqueue_thread"))
FAULT (thread_queue_to_caller, "pthread_sigqueue() signals its caller",
  KILLS ("deferral.sigqueue_thread"))
FAULT (thread_queue_no_value, "pthread_sigqueue() loses half of the value",
  KILLS ("deferral.sigqueue_thread"))
FAULT (thread_queue_short, "pthread_sigqueue() has values of 16 bits",
  KILLS ("deferral.sigqueue_thread"))

int
pthread_sigqueue (pthread_t thread, int signo, const union sigval value)
{
  union sigval v = value;

  if (ipc_fault (thread_queue_missing))
    return ENOSYS;
  if (ipc_fault (thread_queue_to_process))
    return IPC_REAL (sigqueue) (getpid (), signo, value) == 0 ? 0 : errno;
  if (ipc_fault (thread_queue_to_caller))
    thread = pthread_self ();
  if (ipc_fault (thread_queue_no_value))
    v.sival_int &= 0xff;
  if (ipc_fault (thread_queue_short))
    v.sival_int &= 0xffff;
  return IPC_REAL (pthread_sigqueue) (thread, signo, v);
}
