/* semget.c - faults of semaphores of System V: the sets.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "semaphores.h"

CALL (semget)
FAULT (sysv_sem_missing, "semget() fails with ENOSYS, wherever it is called",
  KILLS ("sysv_keys.absent_signal", "restart.semop_clear",
         "sysv_semaphores.undo", "overview.sysv"))
FAULT (sysv_sem_private_same, "IPC_PRIVATE gives the first set again",
  KILLS ("sysv_keys.private_distinct"))
FAULT (sysvk_sem_excl, "semget() overlooks IPC_EXCL",
  KILLS ("sysv_keys.key_collision"))
FAULT (sysv_sem_umask, "the mask of files is for sets, too",
  KILLS ("sysv_semaphores.create_set"))
FAULT (sysv_sem_one_less, "semget() makes one semaphore less",
  KILLS ("sysv_semaphores.create_set"))
FAULT (sysv_sem_one_more, "semget() makes one semaphore more",
  KILLS ("sysv_semaphores.create_set"))
FAULT (sysv_sem_found_new, "semget() makes what it does not find",
  KILLS ("sysv_semaphores.open_existing"))
FAULT (sysv_sem_found_einval, "semget() gives EINVAL for what is not there",
  KILLS ("sysv_semaphores.open_existing"))
FAULT (sysv_sem_any_size, "semget() finds a set that is too small",
  KILLS ("sysv_semaphores.open_existing"))
FAULT (sysv_sem_size_needed, "semget() of 0 semaphores gives EINVAL",
  KILLS ("sysv_semaphores.open_existing", "sysv_semaphores.take_give"))
FAULT (sysv_sem_found_cleared, "who asks with IPC_CREAT finds a set cleared",
  KILLS ("sysv_semaphores.create_set"))
FAULT (sysv_sem_found_mode, "who asks with IPC_CREAT sets the mode anew",
  KILLS ("sysv_semaphores.create_set"))
FAULT (sysv_sem_fewer_refused, "who asks for less than there is gets EINVAL",
  KILLS ("sysv_semaphores.open_existing"))
FAULT (sysv_sem_tenth_value, "the tenth semaphore of a new set is 1",
  KILLS ("sysv_semaphores.initial_value"))
FAULT (sysv_sem_goes, "a set goes with the process that made it",
  KILLS ("sysv_semaphores.set_limit"))
FAULT (sysv_sem_first_value, "the last semaphore of a new set is 1",
  KILLS ("sysv_semaphores.initial_value"))
FAULT (sysv_sem_full_enomem, "when there are too many sets it is ENOMEM",
  KILLS ("sysv_semaphores.set_limit"))
FAULT (sysv_sem_full_early, "a process may make 1000 sets",
  KILLS ("sysv_semaphores.set_limit"))
FAULT (sysv_sem_full_for_good, "when sets were too many they remain so",
  KILLS ("sysv_semaphores.set_limit"))
FAULT (overview_sets_fail, "semget() fails with EFAULT",
  KILLS ("overview.sysv"))

/* Whether there were too many sets before.  */
static int was_full;

static int
is_full (void)
{
  static int made;

  return (ipc_fault (sysv_sem_full_early) && made++ >= 1000)
         || (ipc_fault (sysv_sem_full_for_good) && was_full);
}

/* What has gone wrong by itself goes wrong in another way.  */
static int
other_failure (key_t key, int flags)
{
  if (errno == EINVAL && ipc_fault (sysv_sem_any_size))
    return IPC_REAL (semget) (key, 0, flags);
  was_full |= errno == ENOSPC;
  return ipc_fault_fail (
    errno == ENOENT && ipc_fault (sysv_sem_found_einval) ? EINVAL
    : errno == ENOSPC && ipc_fault (sysv_sem_full_enomem) ? ENOMEM : errno);
}

/* The sets that this process has made; those of its parent are not its own. */
enum { MOST = 1 << 16 };
static int made[MOST], n_made;
static pid_t maker;

static void
note_made (int id)
{
  if (maker != getpid ())
    n_made = 0;
  maker = getpid ();
  if (n_made < MOST)
    made[n_made++] = id;
}

void
ipc_fault_sets_at_exit (void)
{
  int i;

  for (i = 0; i < n_made && maker == getpid () && ipc_fault (sysv_sem_goes);
       i++)
    IPC_REAL (semctl) (made[i], 0, IPC_RMID);
}

/* What becomes of the set ID that is there already, of which somebody asks
   for COUNT: 0, or -1 with errno.  */
static int
find (int id, int count, int flags)
{
  unsigned short zeros[64] = { 0 };
  struct semid_ds ds;

  if (IPC_REAL (semctl) (id, 0, IPC_STAT, &ds) == -1)
    return 0;
  if (count > 0 && (unsigned long) count < ds.sem_nsems
      && ipc_fault (sysv_sem_fewer_refused))
    return ipc_fault_fail (EINVAL);
  if ((flags & IPC_CREAT) != 0 && ipc_fault (sysv_sem_found_cleared))
    IPC_REAL (semctl) (id, 0, SETALL, zeros);
  ds.sem_perm.mode = (unsigned short) (flags & 0777);
  if ((flags & IPC_CREAT) != 0 && ipc_fault (sysv_sem_found_mode))
    IPC_REAL (semctl) (id, 0, IPC_SET, &ds);
  return 0;
}

static int
get (key_t key, int count, int flags)
{
  mode_t mask;
  int id;

  if (key != IPC_PRIVATE
      && find (IPC_REAL (semget) (key, 0, 0), count, flags) == -1)
    return -1;

  if (is_full ())
    return ipc_fault_fail (ENOSPC);
  if (count == 0 && ipc_fault (sysv_sem_size_needed))
    return ipc_fault_fail (EINVAL);
  if (ipc_fault (sysv_sem_found_new))
    {
      flags |= IPC_CREAT | 0600;
      count = count == 0 ? 1 : count;
    }
  if (ipc_fault (sysv_sem_umask))
    {
      mask = umask (0);
      umask (mask);
      flags &= ~(int) mask;
    }
  if (count > 1 && ipc_fault (sysv_sem_one_less))
    count--;
  if (count > 1 && ipc_fault (sysv_sem_one_more))
    count++;
  id = IPC_REAL (semget) (key, count, flags);
  if (id != -1 && key == IPC_PRIVATE && ipc_fault (sysv_sem_first_value))
    IPC_REAL (semctl) (id, count - 1, SETVAL, 1);
  if (count >= 10 && key == IPC_PRIVATE && ipc_fault (sysv_sem_tenth_value))
    IPC_REAL (semctl) (id, 9, SETVAL, 1);
  if (id != -1 && ipc_fault (sysv_sem_goes))
    note_made (id);
  return id == -1 ? other_failure (key, flags) : id;
}

int
semget (key_t key, int count, int flags)
{
  static int first = -1;

  if (ipc_fault_anywhere (sysv_sem_missing))
    return ipc_fault_fail (ENOSYS);
  if (ipc_fault (overview_sets_fail))
    return ipc_fault_fail (EFAULT);
  if (ipc_fault (sysvk_sem_excl))
    flags &= ~IPC_EXCL;
  if (key != IPC_PRIVATE || !ipc_fault (sysv_sem_private_same))
    return get (key, count, flags);
  if (first == -1)
    first = IPC_REAL (semget) (key, count, flags);
  return first;
}
