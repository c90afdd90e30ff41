/* shmget.c - faults of shared memory of System V: the segments.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/shm.h>

#include "actions.h"
#include "faults.h"

CALL (shmget)
CALL (shmctl)
CALL (shmat)
FAULT (shmctl_blind, "shmctl() says that there is no such segment",
  KILLS ("instruments.leak_check"))
FAULT (sysv_shm_refused, "shmget() fails with EPERM",
  KILLS ("sysv_keys.absent_signal"))
FAULT (sysv_shm_private_same, "IPC_PRIVATE gives the first segment again",
  KILLS ("sysv_keys.private_distinct"))
FAULT (sysv_shm_cleared, "who finds a segment by its key finds it cleared",
  KILLS ("sysv_keys.persistent"))
FAULT (sysv_shm_attach_errno, "an attachment without permission gives EPERM",
  KILLS ("sysv_keys.permissions"))
FAULT (sysv_shm_rm_errno, "shmctl() of what is removed gives EIDRM",
  KILLS ("sysv_keys.id_invalid", "sysv_keys.ipcrm_removes"))
FAULT (sysv_shm_not_removed, "shmctl() removes nothing",
  KILLS ("sysv_keys.ipcs_lists"))

/* The last one that was found by a key, not made.  */
static int found = -1;

int
shmget (key_t key, size_t size, int flags)
{
  static int first = -1;
  int id;

  if (ipc_fault (sysv_shm_refused))
    return ipc_fault_fail (EPERM);
  if (key == IPC_PRIVATE && ipc_fault (sysv_shm_private_same))
    {
      if (first == -1)
        first = IPC_REAL (shmget) (key, size, flags);
      return first;
    }
  id = IPC_REAL (shmget) (key, size, flags);
  if (id != -1 && (flags & IPC_CREAT) == 0)
    found = id;
  return id;
}

int
shmctl (int id, int command, struct shmid_ds *data)
{
  int result;

  if (command == IPC_RMID && ipc_fault (sysv_shm_not_removed))
    return 0;
  result = IPC_REAL (shmctl) (id, command, data);
  if (ipc_fault_anywhere (shmctl_blind))
    return ipc_fault_fail (EINVAL);
  if (result == -1 && errno == EINVAL && ipc_fault (sysv_shm_rm_errno))
    errno = EIDRM;
  return result;
}

void *
shmat (int id, const void *address, int flags)
{
  void *at = IPC_REAL (shmat) (id, address, flags);

  if (at == (void *) -1 && errno == EACCES
      && ipc_fault (sysv_shm_attach_errno))
    errno = EPERM;
  if (at != (void *) -1 && id == found && ipc_fault (sysv_shm_cleared))
    {
      char *writable = IPC_REAL (shmat) (id, NULL, 0);

      if (writable != (char *) -1)
        {
          *writable = 0;
          shmdt (writable);
        }
    }
  return at;
}
