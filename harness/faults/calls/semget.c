/* semget.c - faults of semaphores of System V: the sets.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdarg.h>
#include <sys/sem.h>

#include "actions.h"
#include "faults.h"

CALL (semget)
CALL (semctl)
FAULT (sysv_sem_missing, "semget() fails with ENOSYS, wherever it is called",
  KILLS ("sysv_keys.absent_signal", "restart.semop_clear"))
FAULT (sysv_sem_private_same, "IPC_PRIVATE gives the first set again",
  KILLS ("sysv_keys.private_distinct"))
FAULT (sysv_sem_remove_errno, "another user's removal gives EACCES",
  KILLS ("sysv_keys.permissions"))
FAULT (sysv_sem_value_removed, "the value of what is removed is 0",
  KILLS ("sysv_keys.id_invalid"))

int
semget (key_t key, int count, int flags)
{
  static int first = -1;

  if (ipc_fault_anywhere (sysv_sem_missing))
    return ipc_fault_fail (ENOSYS);
  if (key != IPC_PRIVATE || !ipc_fault (sysv_sem_private_same))
    return IPC_REAL (semget) (key, count, flags);
  if (first == -1)
    first = IPC_REAL (semget) (key, count, flags);
  return first;
}

/* Whoever calls passes at most a union as large as a pointer.  */
int
semctl (int id, int number, int command, ...)
{
  void *arg;
  va_list ap;
  int result;

  va_start (ap, command);
  arg = va_arg (ap, void *);
  va_end (ap);
  result = IPC_REAL (semctl) (id, number, command, arg);
  if (result == -1 && command == IPC_RMID && errno == EPERM
      && ipc_fault (sysv_sem_remove_errno))
    errno = EACCES;
  if (result == -1 && command == GETVAL && errno == EINVAL
      && ipc_fault (sysv_sem_value_removed))
    return 0;
  return result;
}
