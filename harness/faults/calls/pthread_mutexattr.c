/* pthread_mutexattr.c - faults of what kind a mutex is of.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pthread.h>

#include "faults.h"

CALL (pthread_mutexattr_setpshared)
CALL (pthread_mutexattr_setrobust)
CALL (pthread_mutex_consistent)
CALL (pthread_mutex_unlock)
FAULT (posix_mutex_private, "there are no mutexes that processes share",
  KILLS ("posix_ipc.mutex_robust"))
FAULT (posix_mutex_not_robust, "pthread_mutexattr_setrobust() does nothing",
  KILLS ("posix_ipc.mutex_robust"))
FAULT (posix_mutex_refused, "there are no robust mutexes",
  KILLS ("posix_ipc.mutex_robust"))
FAULT (posix_mutex_lost, "pthread_mutex_consistent() does nothing",
  KILLS ("posix_ipc.mutex_robust"))
FAULT (posix_mutex_own, "pthread_mutexattr_setpshared() does nothing",
  KILLS ("posix_ipc.mutex_robust"))
FAULT (posix_mutex_recovers, "what is unlocked as it is becomes consistent",
  KILLS ("posix_ipc.mutex_robust"))

int
pthread_mutexattr_setpshared (pthread_mutexattr_t *attr, int shared)
{
  return ipc_fault (posix_mutex_private) ? ENOTSUP
         : ipc_fault (posix_mutex_own) ? 0
         : IPC_REAL (pthread_mutexattr_setpshared) (attr, shared);
}

int
pthread_mutexattr_setrobust (pthread_mutexattr_t *attr, int robust)
{
  if (ipc_fault (posix_mutex_refused))
    return ENOTSUP;
  return ipc_fault (posix_mutex_not_robust) ? 0
         : IPC_REAL (pthread_mutexattr_setrobust) (attr, robust);
}

int
pthread_mutex_consistent (pthread_mutex_t *mutex)
{
  return ipc_fault (posix_mutex_lost) ? 0
         : IPC_REAL (pthread_mutex_consistent) (mutex);
}

int
pthread_mutex_unlock (pthread_mutex_t *mutex)
{
  if (ipc_fault (posix_mutex_recovers))
    IPC_REAL (pthread_mutex_consistent) (mutex);
  return IPC_REAL (pthread_mutex_unlock) (mutex);
}
