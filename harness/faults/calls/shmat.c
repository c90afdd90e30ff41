/* shmat.c - faults of shared memory of System V: who has attached it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>

#include "actions.h"
#include "faults.h"
#include "segments.h"

CALL (shmat)
CALL (shmdt)
FAULT (sysv_shm_cleared, "who finds a segment by its key finds it cleared",
  KILLS ("sysv_keys.persistent"))
FAULT (sysvk_shm_tail, "a segment found by its key has its first byte alone",
  KILLS ("sysv_keys.persistent"))
FAULT (sysv_shm_attach_errno, "an attachment without permission gives EPERM",
  KILLS ("sysv_keys.permissions"))
FAULT (sysv_shm_null, "shmat() that fails returns 0",
  KILLS ("sysv_shared_memory.attach_failure"))
FAULT (sysv_shm_removed_eidrm, "shmat() of what is gone gives EIDRM",
  KILLS ("sysv_shared_memory.attach_failure"))
FAULT (sysv_shm_rounds, "shmat() rounds any address",
  KILLS ("sysv_shared_memory.attach_failure"))
FAULT (sysv_shm_rdonly_ignored, "SHM_RDONLY is ignored",
  KILLS ("sysv_shared_memory.rdonly"))
FAULT (sysv_shm_rdonly_copy, "SHM_RDONLY gives a copy, to be written to",
  KILLS ("sysv_shared_memory.rdonly"))
FAULT (sysv_shm_second_copy, "whoever attaches a segment second has a copy",
  KILLS ("sysv_shared_memory.shared_between_processes",
         "sysv_shared_memory.create_rw", "sysv_shared_memory.rmid_attached"))
FAULT (sysv_shm_rdonly_snapshot, "SHM_RDONLY gives what there is at that time",
  KILLS ("sysv_shared_memory.rdonly"))
FAULT (sysv_shm_rdonly_first, "SHM_RDONLY is for the first page",
  KILLS ("sysv_shared_memory.rdonly"))
FAULT (sysv_shm_third_copy, "whoever attaches a segment third has a copy",
  KILLS ("sysv_shared_memory.shared_between_processes"))
FAULT (sysv_shm_again_copy, "who attaches what is removed again has a copy",
  KILLS ("sysv_shared_memory.attach_after_rmid"))
FAULT (sysv_shm_again_remover, "who has removed it alone may attach it again",
  KILLS ("sysv_shared_memory.attach_after_rmid"))
FAULT (sysv_shm_rounds_high, "shmat() rounds an address that could be one",
  KILLS ("sysv_shared_memory.attach_failure"))
FAULT (sysv_shm_dontfork, "a child has none of its parent's attachments",
  KILLS ("sysv_shared_memory.fork_inherited"))
FAULT (sysv_shm_not_again, "what is removed cannot be attached again",
  KILLS ("sysv_shared_memory.attach_after_rmid"))
FAULT (sysv_shm_stays, "shmdt() detaches nothing",
  KILLS ("sysv_shared_memory.fork_inherited", "sysv_shared_memory.rmid",
         "sysv_shared_memory.attach_after_rmid"))

enum { MOST = 16 };

/* What has a copy in its place.  */
static void *copies[MOST];
static int n_copies;

static size_t
size_of (int id)
{
  struct shmid_ds ds;

  return IPC_REAL (shmctl) (id, IPC_STAT, &ds) == -1 ? 0 : ds.shm_segsz;
}

void
ipc_fault_copy (void *at, size_t size)
{
  void *kept = IPC_REAL (mmap) (NULL, size, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (kept == MAP_FAILED || n_copies == MOST)
    return;
  memcpy (kept, at, size);
  if (IPC_REAL (mmap) (at, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == at)
    {
      memcpy (at, kept, size);
      copies[n_copies++] = at;
    }
  munmap (kept, size);
}

/* Clear the first byte of ID, for everybody.  */
static void
clear_first (int id)
{
  char *writable = IPC_REAL (shmat) (id, NULL, 0);

  if (writable == (char *) -1)
    return;
  *writable = 0;
  IPC_REAL (shmdt) (writable);
}

static void *
other_failure (int id)
{
  if (errno == EACCES && ipc_fault (sysv_shm_attach_errno))
    errno = EPERM;
  if (errno == EINVAL && id != -1 && size_of (id) == 0
      && ipc_fault (sysv_shm_removed_eidrm))
    errno = EIDRM;
  return ipc_fault (sysv_shm_null) ? NULL : (void *) -1;
}

static int
is_refused (int id)
{
  struct shmid_ds ds;

  return IPC_REAL (shmctl) (id, IPC_STAT, &ds) == 0
         && (ds.shm_perm.mode & SHM_DEST) != 0
         && (ipc_fault (sysv_shm_not_again)
             || (!ipc_fault_has_removed (id)
                 && ipc_fault (sysv_shm_again_remover)));
}

/* Whether who has just attached ID is to have a copy.  */
static int
has_copy (int id, int flags)
{
  struct shmid_ds ds;

  if ((flags & SHM_RDONLY) != 0
      && (ipc_fault (sysv_shm_rdonly_copy)
          || ipc_fault (sysv_shm_rdonly_snapshot)))
    return 1;
  return IPC_REAL (shmctl) (id, IPC_STAT, &ds) == 0
         && ((ds.shm_nattch > 1 && ipc_fault (sysv_shm_second_copy))
             || (ds.shm_nattch > 2 && ipc_fault (sysv_shm_third_copy))
             || ((ds.shm_perm.mode & SHM_DEST) != 0
                 && ipc_fault (sysv_shm_again_copy)));
}

/* Clear all of the SIZE bytes of the segment ID but the first.  */
static void
clear_tail (int id, size_t size)
{
  char *memory = IPC_REAL (shmat) (id, NULL, 0);

  if (memory != (char *) -1)
    {
      memset (memory + 1, 0, size - 1);
      IPC_REAL (shmdt) (memory);
    }
}

/* What the segment ID, of SIZE bytes, has become AT that address.  */
static void
spoil (int id, void *at, size_t size, int flags)
{
  if (id == ipc_fault_found_segment && ipc_fault (sysv_shm_cleared))
    clear_first (id);
  if (id == ipc_fault_found_segment && ipc_fault (sysvk_shm_tail))
    clear_tail (id, size);
  if (ipc_fault (sysv_shm_dontfork))
    madvise (at, size, MADV_DONTFORK);
  if (has_copy (id, flags))
    ipc_fault_copy (at, size);
  if ((flags & SHM_RDONLY) != 0 && ipc_fault (sysv_shm_rdonly_snapshot))
    IPC_REAL (mprotect) (at, size, PROT_READ);
  if ((flags & SHM_RDONLY) != 0 && ipc_fault (sysv_shm_rdonly_first))
    IPC_REAL (mprotect) (at, 1, PROT_READ);
}

void *
shmat (int id, const void *address, int flags)
{
  int asked = flags;
  void *at;

  if (!ipc_fault_armed)
    return IPC_REAL (shmat) (id, address, flags);
  if ((size_t) address >= 1 << 16 && ipc_fault (sysv_shm_rounds_high))
    flags |= SHM_RND;
  if (ipc_fault (sysv_shm_rdonly_first))
    flags &= ~SHM_RDONLY;
  if (ipc_fault (sysv_shm_rounds))
    address = NULL;
  if (ipc_fault (sysv_shm_rdonly_ignored))
    flags &= ~SHM_RDONLY;
  if (is_refused (id))
    {
      errno = EIDRM;
      return (void *) -1;
    }
  at = IPC_REAL (shmat) (id, address, flags);
  if (at == (void *) -1)
    return other_failure (id);
  ipc_fault_note_attached (id, at);
  spoil (id, at, size_of (id), asked);
  return at;
}

int
shmdt (const void *at)
{
  int i;

  ipc_fault_before_detaching (at);
  for (i = 0; i < n_copies; i++)
    if (copies[i] == at)
      {
        copies[i] = copies[--n_copies];
        return 0;
      }
  if (ipc_fault (sysv_shm_stays))
    return 0;
  return IPC_REAL (shmdt) (at);
}
