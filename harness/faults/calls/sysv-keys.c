/* sysv-keys.c - faults of keys and ids of System V in what is subtler.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv-keys.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "commands.h"
#include "faults.h"

FAULT (sysvk_private_of_two, "IPC_PRIVATE gives another process's queue",
  KILLS ("sysv_keys.private_distinct"))
FAULT (sysvk_private_needs_creat, "IPC_PRIVATE alone makes nothing",
  KILLS ("sysv_keys.private_distinct"))
FAULT (sysvk_removed_all_the_same, "a removal is refused, and takes place",
  KILLS ("sysv_keys.permissions"))
FAULT (sysvk_no_group, "the object's group has the permissions of others",
  KILLS ("sysv_keys.permissions"))
FAULT (sysvk_set_errno, "another user's IPC_SET gives EACCES",
  KILLS ("sysv_keys.permissions"))
FAULT (sysvk_set_removed, "IPC_SET of what is removed succeeds",
  KILLS ("sysv_keys.id_invalid"))
FAULT (sysvk_slot_reused, "an id whose slot is another's gives EIDRM",
  KILLS ("sysv_keys.id_invalid"))
FAULT (sysvk_stale_key, "a key finds what has the place of what was removed",
  KILLS ("sysv_keys.id_reuse"))
FAULT (sysvk_excl_while_maker, "IPC_EXCL is for as long as the maker lives",
  KILLS ("sysv_keys.key_collision"))
FAULT (sysvk_excl_sticks, "after EEXIST IPC_EXCL gives nothing else",
  KILLS ("sysv_keys.key_collision"))
FAULT (sysvk_ftok_pid, "the process goes into a key",
  KILLS ("sysv_keys.ftok_same"))
FAULT (sysvk_ftok_nlink, "how many names a file has goes into its key",
  KILLS ("sysv_keys.ftok_same"))
FAULT (sysvk_ftok_dirs, "a directory's name goes into its key",
  KILLS ("sysv_keys.ftok_same"))
FAULT (sysvk_ftok_cached, "a name keeps the key of its first file",
  KILLS ("sysv_keys.ftok_recreated"))
FAULT (sysvk_ftok_high_bits, "an id's bits above 16 count",
  KILLS ("sysv_keys.ftok_id"))
FAULT (sysvk_ftok_negative, "a negative id gives no key",
  KILLS ("sysv_keys.ftok_id"))
FAULT (sysvk_ipcs_owner, "ipcs shows another owner",
  KILLS ("sysv_keys.ipcs_lists"))
FAULT (sysvk_ipcs_keyed, "ipcs shows no private objects",
  KILLS ("sysv_keys.ipcs_lists"))
FAULT (sysvk_ipcs_600, "ipcs shows the mode 600 for all of them",
  KILLS ("sysv_keys.ipcs_lists"))
FAULT (sysvk_ipcs_m_order, "ipcs -m has other columns than ipcs -q",
  KILLS ("sysv_keys.ipcs_format"))
FAULT (sysvk_ipcrm_two, "ipcrm -q takes the newest queue, too",
  KILLS ("sysv_keys.ipcrm_removes"))

/* What processes know of each other.  */
static struct
{
  int newest;                   /* the last private queue */
  pid_t maker;
  int doomed;
} *all;

static void __attribute__ ((constructor))
share (void)
{
  all = mmap (NULL, sizeof *all, PROT_READ | PROT_WRITE,
              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED)
    abort ();
  all->newest = all->doomed = -1;
}

static int
is_there (int id)
{
  struct msqid_ds ds;

  return id != -1 && IPC_REAL (msgctl) (id, IPC_STAT, &ds) == 0;
}

static int
gets_private (int flags, int *result)
{
  if ((flags & IPC_CREAT) == 0 && ipc_fault (sysvk_private_needs_creat))
    {
      *result = ipc_fault_fail (ENOENT);
      return 1;
    }
  if (ipc_fault (sysvk_private_of_two) && all->maker != getpid ()
      && is_there (all->newest))
    {
      *result = all->newest;
      return 1;
    }
  return 0;
}

static int excluded;

int
ipc_fault_gets_queue (key_t key, int flags, int *result)
{
  if (key == IPC_PRIVATE)
    return gets_private (flags, result);
  if (excluded && (flags & IPC_EXCL) != 0 && ipc_fault (sysvk_excl_sticks))
    {
      *result = ipc_fault_fail (EEXIST);
      return 1;
    }
  return 0;
}

/* Whether what has KEY was last sent to by a process that is gone.  */
static int
is_orphan (key_t key)
{
  struct msqid_ds ds;
  int error = errno, id = IPC_REAL (msgget) (key, 0), gone;

  gone = id != -1 && IPC_REAL (msgctl) (id, IPC_STAT, &ds) == 0
         && ds.msg_lspid != 0 && IPC_REAL (kill) (ds.msg_lspid, 0) == -1;
  errno = error;
  return gone;
}

static int last_made = -1;

int
ipc_fault_got_queue (key_t key, int flags, int result)
{
  if (result != -1 && key == IPC_PRIVATE)
    {
      all->newest = result;
      all->maker = getpid ();
    }
  if (result != -1)
    {
      if ((flags & IPC_CREAT) != 0)
        last_made = result;
      return result;
    }
  if (errno == EEXIST)
    excluded = 1;
  if (errno == EEXIST && ipc_fault (sysvk_excl_while_maker)
      && is_orphan (key))
    return IPC_REAL (msgget) (key, 0);
  if (errno == ENOENT && ipc_fault (sysvk_stale_key)
      && is_there (all->newest))
    return all->newest;
  if (errno == EACCES && geteuid () != 0 && getegid () == 0
      && ipc_fault (sysvk_no_group))
    return IPC_REAL (msgget) (key, 0);
  return result;
}

void
ipc_fault_before_queue (int id)
{
  if (id == all->doomed && ipc_fault (sysvk_removed_all_the_same))
    IPC_REAL (msgctl) (id, IPC_RMID, NULL);
}

int
ipc_fault_queue_controlled (int id, int command, int result)
{
  if (result != -1)
    return result;
  if (command == IPC_RMID && errno == EPERM)
    all->doomed = id;
  if (command == IPC_SET && errno == EPERM && ipc_fault (sysvk_set_errno))
    errno = EACCES;
  if (command == IPC_SET && errno == EINVAL && ipc_fault (sysvk_set_removed))
    return 0;
  if (errno == EINVAL && last_made != id && is_there (last_made)
      && ipc_fault (sysvk_slot_reused))
    errno = EIDRM;
  return result;
}

/* The key of the first file that was called PATH.  */
static key_t
first_key (const char *path, key_t key)
{
  static struct { char path[64]; key_t key; } first[8];
  static int n;
  int i;

  for (i = 0; i < n; i++)
    if (strcmp (first[i].path, path) == 0)
      return first[i].key;
  if (n < 8 && strlen (path) < sizeof first[n].path)
    {
      strcpy (first[n].path, path);
      first[n++].key = key;
    }
  return key;
}

key_t
ipc_fault_other_key (const char *path, int id, key_t key)
{
  static pid_t process;
  unsigned more = 0;
  struct stat st;

  if (process == 0)
    process = getpid ();
  IPC_REAL (stat) (path, &st);
  if (process != getpid () && ipc_fault (sysvk_ftok_pid))
    more = (unsigned) getpid ();
  if (ipc_fault (sysvk_ftok_nlink))
    more += (unsigned) st.st_nlink << 8;
  if (S_ISDIR (st.st_mode) && ipc_fault (sysvk_ftok_dirs))
    more += (unsigned) strlen (path);
  if (ipc_fault (sysvk_ftok_high_bits))
    more += (unsigned) id >> 16 & 0xff;
  if (id < 0 && ipc_fault (sysvk_ftok_negative))
    return (key_t) ipc_fault_fail (EINVAL);
  if (ipc_fault (sysvk_ftok_cached))
    return first_key (path, key);
  return (key_t) ((unsigned) key + more);
}

void
ipc_fault_ipcs (char **command)
{
  if (strstr (*command, "ipcs -") == NULL)
    return;
  if (ipc_fault (sysvk_ipcs_owner))
    ipc_fault_around (command, "{ ",
                      "\n} | awk '/^0x/ { $3 = \"someone\" } { print }'");
  if (ipc_fault (sysvk_ipcs_600))
    ipc_fault_around (command, "{ ",
                      "\n} | awk '/^0x/ { $4 = \"600\" } { print }'");
  if (ipc_fault (sysvk_ipcs_keyed))
    ipc_fault_around (command, "{ ", "\n} | grep -v ^0x00000000");
  if (ipc_fault (sysvk_ipcs_m_order))
    ipc_fault_around (command, "{ ",
                      "\n} | sed 's/shmid *owner/owner shmid/'");
}

void
ipc_fault_after_ipcrm (const char *command)
{
  if (strncmp (command, "ipcrm -q ", 9) == 0 && ipc_fault (sysvk_ipcrm_two))
    IPC_REAL (msgctl) (all->newest, IPC_RMID, NULL);
}
