/* sem_wait.c - faults of semaphores of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <semaphore.h>
#include <time.h>

#include "faults.h"
#include "interruption.h"

CALL (sem_wait)
CALL (sem_timedwait)
FAULT (sem_wait_restarts, "sem_wait() restarts without SA_RESTART",
  KILLS ("restart.sem_wait_clear"))
FAULT (sem_wait_interrupted,
  "sem_wait() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.sem_wait_set"))
FAULT (sem_wait_stop, "a stop and a continuation interrupt sem_wait()",
  KILLS ("restart.sem_wait_stopped"))
FAULT (sem_timedwait_restarts, "sem_timedwait() restarts after any handler",
  KILLS ("restart.sem_timedwait_clear", "restart.sem_timedwait_set"))
FAULT (sem_timedwait_stop,
  "a stop and a continuation interrupt sem_timedwait()",
  KILLS ("restart.sem_timedwait_stopped"))

WAITS (int, sem_wait,
  (sem_t *sem),
  (sem),
  .restarts = ipc_fault (sem_wait_restarts),
  .interrupted = ipc_fault (sem_wait_interrupted),
  .stop = ipc_fault (sem_wait_stop))

WAITS (int, sem_timedwait,
  (sem_t *sem, const struct timespec *t),
  (sem, t),
  .restarts = ipc_fault (sem_timedwait_restarts),
  .stop = ipc_fault (sem_timedwait_stop))
