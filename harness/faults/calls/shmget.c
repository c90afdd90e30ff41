/* shmget.c - faults of shared memory of System V: the segments.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/shm.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "segments.h"

CALL (shmget)
CALL (shmctl)
FAULT (shmctl_blind, "shmctl() says that there is no such segment",
  KILLS ("instruments.leak_check"))
FAULT (sysv_shm_refused, "shmget() fails with EPERM",
  KILLS ("sysv_keys.absent_signal",
         "overview.sysv"))
FAULT (sysv_shm_private_same, "IPC_PRIVATE gives the first segment again",
  KILLS ("sysv_keys.private_distinct"))
FAULT (sysv_shm_rm_errno, "shmctl() of what is removed gives EIDRM",
  KILLS ("sysv_keys.id_invalid", "sysv_keys.ipcrm_removes",
         "sysv_shared_memory.rmid", "sysv_shared_memory.attach_after_rmid",
         "overview.similar_ipc"))
FAULT (sysv_shm_not_removed, "shmctl() removes nothing",
  KILLS ("sysv_keys.ipcs_lists", "sysv_shared_memory.rmid",
         "sysv_shared_memory.create_rw",
         "sysv_shared_memory.attach_after_rmid"))
FAULT (sysv_shm_not_cleared, "a new segment ends with what was there before",
  KILLS ("sysv_shared_memory.zero_filled"))
FAULT (sysv_shm_keyed_dirty, "what has a key ends with what was there before",
  KILLS ("sysv_shared_memory.zero_filled"))
FAULT (sysv_shm_far_dirty, "of a new segment 64 KiB are cleared",
  KILLS ("sysv_shared_memory.zero_filled"))
FAULT (sysv_shm_own, "a process that asks for a key gets its own segment",
  KILLS ("sysv_shared_memory.key_create"))
FAULT (sysv_shm_excl_ignored, "IPC_EXCL is ignored",
  KILLS ("sysv_shared_memory.key_create", "sysv_keys.key_collision"))
FAULT (sysv_shm_excl_errno, "for what is there already it is EACCES",
  KILLS ("sysv_shared_memory.key_create"))
FAULT (sysv_shm_missing_made, "shmget() makes what it does not find",
  KILLS ("sysv_shared_memory.key_create"))
FAULT (sysv_shm_missing_errno, "for what is not there it is EINVAL",
  KILLS ("sysv_shared_memory.key_create"))
FAULT (sysv_shm_excl_own, "IPC_EXCL refuses its maker alone",
  KILLS ("sysv_shared_memory.key_create"))
FAULT (sysv_shm_found_mode, "who asks with IPC_CREAT sets the mode anew",
  KILLS ("sysv_shared_memory.key_create"))
FAULT (sysv_shm_removed_key, "what is removed, and attached, has its key still",
  KILLS ("sysv_shared_memory.key_create"))
FAULT (sysv_shm_larger_found, "with IPC_CREAT any size finds what is there",
  KILLS ("sysv_shared_memory.size_check"))
FAULT (sysv_shm_less_other, "who asks for less gets another id",
  KILLS ("sysv_shared_memory.size_check"))
FAULT (sysv_shm_any_size, "shmget() finds a segment that is too small",
  KILLS ("sysv_shared_memory.size_check"))
FAULT (sysv_shm_whole_pages, "shmget() counts pages",
  KILLS ("sysv_shared_memory.size_check"))
FAULT (sysv_shm_exact_size, "shmget() finds a segment of that size only",
  KILLS ("sysv_shared_memory.size_check"))
FAULT (sysv_shm_size_needed, "shmget() of 0 bytes gives EINVAL",
  KILLS ("sysv_shared_memory.size_check"))
FAULT (sysv_shm_size_rounded, "shm_segsz is of whole pages",
  KILLS ("sysv_shared_memory.size_check"))
FAULT (sysv_shm_too_much_errno, "too large a size gives ENOMEM",
  KILLS ("sysv_shared_memory.limits", "sysv_shared_memory.size_check"))
FAULT (sysv_shm_small_limit, "a segment has 1 MiB at most",
  KILLS ("sysv_shared_memory.limits"))
FAULT (sysv_shm_cut, "too large a size is made smaller",
  KILLS ("sysv_shared_memory.limits"))
FAULT (sysv_shm_silent_cut, "a segment of more than 1 MiB has 1 MiB",
  KILLS ("sysv_shared_memory.limits"))
FAULT (sysv_shm_attached_once, "shm_nattch is 1 at most",
  KILLS ("sysv_shared_memory.fork_inherited"))
FAULT (sysv_shm_attached_ever, "shm_nattch never goes down",
  KILLS ("sysv_shared_memory.fork_inherited"))
FAULT (sysv_shm_rm_clears, "a removal clears what is attached",
  KILLS ("sysv_shared_memory.rmid_attached",
         "sysv_shared_memory.attach_after_rmid"))
FAULT (sysv_shm_stat_removed, "IPC_STAT of what is removed succeeds",
  KILLS ("sysv_keys.id_invalid", "sysv_shared_memory.rmid",
         "sysv_shared_memory.attach_after_rmid"))
FAULT (sysv_shm_stat_past, "IPC_STAT writes a byte behind shmid_ds",
  KILLS ("sysv_shared_memory.size_check"))
FAULT (overview_set_adds_memory, "IPC_SET takes no permission of memory away",
  KILLS ("overview.similar_ipc"))

static size_t
whole_pages (size_t size)
{
  size_t page = (size_t) sysconf (_SC_PAGESIZE);

  return (size + page - 1) / page * page;
}

/* The size of what has KEY, 0 if nothing has.  */
static size_t
size_of (key_t key)
{
  struct shmid_ds ds;
  int id = IPC_REAL (shmget) (key, 0, 0);

  return id == -1 || IPC_REAL (shmctl) (id, IPC_STAT, &ds) == -1 ? 0
         : ds.shm_segsz;
}

/* Have the byte at the end of the new segment ID be another's, or all of it
   be zeros.  */
static void
write_to (int id, int clears)
{
  struct shmid_ds ds;
  char *memory = IPC_REAL (shmat) (id, NULL, 0);
  size_t i;

  if (memory == (char *) -1 || IPC_REAL (shmctl) (id, IPC_STAT, &ds) == -1)
    return;
  for (i = 0; i < ds.shm_segsz && clears; i++)
    memory[i] = 0;
  if (!clears)
    memory[ds.shm_segsz - 1] = '?';
  IPC_REAL (shmdt) (memory);
}

/* What has KEY is there, and has another size than SIZE.  */
static int
other_size (key_t key, size_t size, int flags)
{
  size_t has = size_of (key);

  if (has != 0 && (ipc_fault (sysv_shm_any_size)
                   || ((flags & IPC_CREAT) != 0
                       && ipc_fault (sysv_shm_larger_found))
                   || (ipc_fault (sysv_shm_whole_pages)
                       && size <= whole_pages (has))))
    return IPC_REAL (shmget) (key, 0, flags);
  if (has == 0 && ipc_fault (sysv_shm_cut))
    return IPC_REAL (shmget) (key, 1, flags);
  return ipc_fault_fail (ipc_fault (sysv_shm_too_much_errno) ? ENOMEM
                         : EINVAL);
}

/* The error of what is refused, 0 for none.  */
static int
refusal (key_t key, size_t size, int flags)
{
  size_t has = key == IPC_PRIVATE || (flags & IPC_EXCL) != 0 ? 0
               : size_of (key);

  if (ipc_fault (sysv_shm_refused))
    return EPERM;
  if (has != 0 && ((size == 0 && ipc_fault (sysv_shm_size_needed))
                   || (size != 0 && size != has
                       && ipc_fault (sysv_shm_exact_size))))
    return EINVAL;
  return size > 1 << 20 && ipc_fault (sysv_shm_small_limit) ? EINVAL : 0;
}

/* The last one that this process has removed, and the key that it had.  */
int ipc_fault_removed_segment = -1;
static key_t removed_key = IPC_PRIVATE;
static pid_t remover;

int
ipc_fault_has_removed (int id)
{
  return id == ipc_fault_removed_segment && remover == getpid ();
}

static int
other_failure (key_t key, size_t size, int flags)
{
  if (errno == EINVAL)
    return other_size (key, size, flags);
  if (errno == ENOENT && key == removed_key
      && ipc_fault (sysv_shm_removed_key))
    return ipc_fault_removed_segment;
  if (errno == ENOENT && ipc_fault (sysv_shm_missing_made))
    return IPC_REAL (shmget) (key, size == 0 ? 1 : size, IPC_CREAT | 0600);
  return ipc_fault_fail (
    errno == EEXIST && ipc_fault (sysv_shm_excl_errno) ? EACCES
    : errno == ENOENT && ipc_fault (sysv_shm_missing_errno) ? EINVAL : errno);
}

/* The last one that was found by a key, not made.  */
int ipc_fault_found_segment = -1;

/* Before somebody asks for KEY: whether it is new.  */
static int
look_first (key_t key, int *flags)
{
  struct shmid_ds ds;
  int id = key == IPC_PRIVATE ? -1 : IPC_REAL (shmget) (key, 0, 0);

  if (id == -1 || IPC_REAL (shmctl) (id, IPC_STAT, &ds) == -1)
    return key != IPC_PRIVATE;
  if (ipc_fault (sysv_shm_excl_ignored)
      || (ds.shm_cpid != getpid () && ipc_fault (sysv_shm_excl_own)))
    *flags &= ~IPC_EXCL;
  ds.shm_perm.mode = (unsigned short) (*flags & 0777);
  if ((*flags & (IPC_CREAT | IPC_EXCL)) == IPC_CREAT
      && ipc_fault (sysv_shm_found_mode))
    IPC_REAL (shmctl) (id, IPC_SET, &ds);
  return 0;
}

static int
get (key_t key, size_t size, int flags)
{
  int id, is_new = look_first (key, &flags);

  if (size > 1 << 20 && size <= 64 << 20 && ipc_fault (sysv_shm_silent_cut))
    size = 1 << 20;
  if (key != IPC_PRIVATE && (flags & (IPC_CREAT | IPC_EXCL)) == IPC_CREAT
      && ipc_fault (sysv_shm_own))
    IPC_REAL (shmctl) (IPC_REAL (shmget) (key, 0, 0), IPC_RMID, NULL);
  id = IPC_REAL (shmget) (key, size, flags);
  if (id == -1)
    return other_failure (key, size, flags);
  if ((flags & IPC_CREAT) == 0)
    ipc_fault_found_segment = id;
  if (size < size_of (key) && ipc_fault (sysv_shm_less_other))
    return id + 1;
  if ((key == IPC_PRIVATE && ipc_fault (sysv_shm_not_cleared))
      || (is_new && (flags & IPC_CREAT) != 0
          && ipc_fault (sysv_shm_keyed_dirty))
      || (key == IPC_PRIVATE && size > 1 << 16
          && ipc_fault (sysv_shm_far_dirty)))
    write_to (id, 0);
  return id;
}

int
shmget (key_t key, size_t size, int flags)
{
  static int first = -1;
  int error;

  if (!ipc_fault_armed)
    return IPC_REAL (shmget) (key, size, flags);
  error = refusal (key, size, flags);
  if (error != 0)
    return ipc_fault_fail (error);
  if (key != IPC_PRIVATE || !ipc_fault (sysv_shm_private_same))
    return get (key, size, flags);
  if (first == -1)
    first = IPC_REAL (shmget) (key, size, flags);
  return first;
}

static void
spoil (struct shmid_ds *data)
{
  static shmatt_t most;

  if (ipc_fault (sysv_shm_stat_past))
    *(char *) (data + 1) = 0;
  if (ipc_fault (sysv_shm_size_rounded))
    data->shm_segsz = whole_pages (data->shm_segsz);
  if (data->shm_nattch > 1 && ipc_fault (sysv_shm_attached_once))
    data->shm_nattch = 1;
  if (data->shm_nattch > most)
    most = data->shm_nattch;
  if (ipc_fault (sysv_shm_attached_ever))
    data->shm_nattch = most;
}

static void
note_removal (int id)
{
  struct shmid_ds ds;

  if (IPC_REAL (shmctl) (id, IPC_STAT, &ds) == 0)
    removed_key = ds.shm_nattch > 0 ? ds.shm_perm.__key : IPC_PRIVATE;
  ipc_fault_removed_segment = id;
  remover = getpid ();
}

int
shmctl (int id, int command, struct shmid_ds *data)
{
  struct shmid_ds now;
  int result;

  if (command == IPC_RMID && ipc_fault (sysv_shm_not_removed))
    return 0;
  if (command == IPC_RMID && ipc_fault_armed)
    note_removal (id);
  if (command == IPC_RMID && ipc_fault (sysv_shm_rm_clears))
    write_to (id, 1);
  if (command == IPC_SET && ipc_fault (overview_set_adds_memory)
      && IPC_REAL (shmctl) (id, IPC_STAT, &now) == 0)
    data->shm_perm.mode |= now.shm_perm.mode;
  result = IPC_REAL (shmctl) (id, command, data);
  if (ipc_fault_anywhere (shmctl_blind))
    return ipc_fault_fail (EINVAL);
  if (result == 0 && command == IPC_STAT)
    {
      data->shm_nattch = (shmatt_t) ipc_fault_count_attached (
        id, (long) data->shm_nattch);
      spoil (data);
    }
  if (result == -1 && errno == EINVAL && command == IPC_STAT
      && (ipc_fault (sysv_shm_stat_removed) || ipc_fault_is_kept (id)))
    return 0;
  if (result == -1 && errno == EINVAL && ipc_fault (sysv_shm_rm_errno))
    errno = EIDRM;
  return result;
}
