/* pthread_cond_timedwait.c - faults of waiting for a condition in time.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <pthread.h>
#include <time.h>

#include "faults.h"

CALL (pthread_cond_timedwait)
FAULT (cond_too_early, "pthread_cond_timedwait() ends a second too early",
  KILLS_NOTHING,
  KILLS_FALLBACK ("posix_ipc.sem_timedwait"))

int
pthread_cond_timedwait (pthread_cond_t *cond, pthread_mutex_t *mutex,
                        const struct timespec *until)
{
  struct timespec t = *until;

  if (ipc_fault (cond_too_early))
    t.tv_sec--;
  return IPC_REAL (pthread_cond_timedwait) (cond, mutex, &t);
}
