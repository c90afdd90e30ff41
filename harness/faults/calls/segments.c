/* segments.c - faults of shared memory of System V: what each has attached.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "segments.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

#include "faults.h"

FAULT (sysv_shm_killed_stays, "who is killed stays attached",
  KILLS ("sysv_shared_memory.fork_inherited"))
FAULT (sysv_shm_counts_processes,
  "a process that attaches a segment twice counts once",
  KILLS ("sysv_shared_memory.fork_inherited"))
FAULT (sysv_shm_remover_clears,
  "a removed segment is cleared when its remover detaches it",
  KILLS ("sysv_shared_memory.rmid"))
FAULT (sysv_shm_end_keeps,
  "a removed segment stays if a process ends that has it still",
  KILLS ("sysv_shared_memory.rmid_attached"))
FAULT (sysv_shm_born_later, "who is born after a removal has a copy",
  KILLS ("sysv_shared_memory.rmid_attached"))
FAULT (sysv_shm_inherited_once, "what a process has by fork() no child has",
  KILLS ("sysv_shared_memory.fork_inherited"))
FAULT (sysv_shm_last_clears, "what nobody has attached loses its contents",
  KILLS ("sysv_shared_memory.create_rw", "sysv_shared_memory.key_create"))

enum { MOST = 16 };
static struct
{
  void *at;
  int id;
  pid_t by;
} list[MOST];
static int n_list;

/* What the processes of a case tell each other: how many attachments went with
   a process that knew that it ended; the removed one that it had.  */
static struct shared
{
  volatile int ended, kept;
} own = { 0, -1 }, *shared = &own;

__attribute__ ((__constructor__))
static void
begin_sharing (void)
{
  const char *name = getenv ("IPC_FAULT");

  if (name == NULL || strstr (name, "sysv_shm") == NULL)
    return;
  shared = IPC_REAL (mmap) (NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED)
    IPC_REAL (_exit) (99);
  shared->kept = -1;
}

void
ipc_fault_note_attached (int id, void *at)
{
  if (n_list == MOST)
    return;
  list[n_list].at = at;
  list[n_list].id = id;
  list[n_list++].by = getpid ();
}

static int
stat_of (int id, struct shmid_ds *ds)
{
  return IPC_REAL (shmctl) (id, IPC_STAT, ds) == 0;
}

static int
is_removed (int id)
{
  struct shmid_ds ds;

  return stat_of (id, &ds) && (ds.shm_perm.mode & SHM_DEST) != 0;
}

static void
clear (int id)
{
  struct shmid_ds ds;
  char *memory = IPC_REAL (shmat) (id, NULL, 0);

  if (memory == (char *) -1)
    return;
  if (stat_of (id, &ds))
    memset (memory, 0, ds.shm_segsz);
  IPC_REAL (shmdt) (memory);
}

void
ipc_fault_before_detaching (const void *at)
{
  struct shmid_ds ds;
  int i, id;

  for (i = 0; i < n_list && list[i].at != at; i++)
    continue;
  if (i == n_list)
    return;
  id = list[i].id;
  list[i] = list[--n_list];
  shared->ended++;
  if (ipc_fault_has_removed (id) && ipc_fault (sysv_shm_remover_clears))
    clear (id);
  if (stat_of (id, &ds) && ds.shm_nattch == 1 && !is_removed (id)
      && ipc_fault (sysv_shm_last_clears))
    clear (id);
}

void
ipc_fault_segments_end (void)
{
  int i;

  for (i = 0; i < n_list; i++)
    {
      shared->ended++;
      if (is_removed (list[i].id))
        shared->kept = list[i].id;
    }
}

int
ipc_fault_is_kept (int id)
{
  return shared->kept == id && ipc_fault (sysv_shm_end_keeps);
}

void
ipc_fault_segments_in_child (void)
{
  struct shmid_ds ds;
  int i;

  for (i = 0; i < n_list && ipc_fault_anywhere (sysv_shm_born_later); i++)
    if (stat_of (list[i].id, &ds) && is_removed (list[i].id))
      ipc_fault_copy (list[i].at, ds.shm_segsz);
  for (i = 0; i < n_list && ipc_fault_anywhere (sysv_shm_inherited_once); i++)
    if (stat_of (list[i].id, &ds))
      madvise (list[i].at, ds.shm_segsz, MADV_DONTFORK);
}

long
ipc_fault_count_attached (int id, long n)
{
  static long before;
  int i, own = 0;

  for (i = 0; i < n_list; i++)
    own += list[i].id == id && list[i].by == getpid ();
  if (own > 1 && ipc_fault (sysv_shm_counts_processes))
    n -= own - 1;
  if (n < before && before - n > shared->ended
      && ipc_fault (sysv_shm_killed_stays))
    n = before - shared->ended;
  if (n != before)
    shared->ended = 0;
  before = n;
  return n;
}
