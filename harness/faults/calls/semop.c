/* semop.c - faults of semaphores of System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/sem.h>

#include "faults.h"
#include "interruption.h"

CALL (semop)
CALL (semtimedop)
FAULT (harmless_ends_semop, "a signal that does nothing ends semop()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (semop_restarts, "semop() restarts without SA_RESTART",
  KILLS ("restart.semop_clear"))
FAULT (semop_eagain, "an interrupted semop() fails with EAGAIN",
  KILLS ("restart.semop_set", "restart.semop_stopped"))
FAULT (semtimedop_restarts, "semtimedop() restarts after any handler",
  KILLS ("restart.semtimedop_clear", "restart.semtimedop_set",
         "restart.semtimedop_stopped"))

WAITS (int, semop,
  (int id, struct sembuf *ops, size_t count),
  (id, ops, count),
  .restarts = ipc_fault (semop_restarts),
  .eagain = ipc_fault (semop_eagain),
  .harmless = ipc_fault (harmless_ends_semop))

WAITS (int, semtimedop,
  (int id, struct sembuf *ops, size_t count, const struct timespec *t),
  (id, ops, count, t),
  .restarts = ipc_fault (semtimedop_restarts))
