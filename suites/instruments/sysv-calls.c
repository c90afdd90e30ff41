/* sysv-calls.c - one call for the three kinds of objects of System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv-calls.h"

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "facilities/facilities.h"
#include "sysv.h"

int
ipc_sysv_get (int kind, key_t key, size_t size, int flags)
{
  switch (kind)
    {
    case IPC_QUEUE:
      return msgget (key, flags);
    case IPC_SEMAPHORES:
      return semget (key, (int) size, flags);
    default:
      return shmget (key, size, flags);
    }
}

int
ipc_sysv_destroy (int kind, int id)
{
  switch (kind)
    {
    case IPC_QUEUE:
      return msgctl (id, IPC_RMID, NULL) == 0;
    case IPC_SEMAPHORES:
      return semctl (id, 0, IPC_RMID) == 0;
    default:
      return shmctl (id, IPC_RMID, NULL) == 0;
    }
}

int
ipc_sysv_find (int kind, key_t key)
{
  return ipc_sysv_get (kind, key, 0, 0);
}
