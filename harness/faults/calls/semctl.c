/* semctl.c - faults of semaphores of System V: what semctl() gets and sets.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdarg.h>
#include <sys/sem.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (semctl)
FAULT (sysv_sem_remove_errno, "another user's removal gives EACCES",
  KILLS ("sysv_keys.permissions"))
FAULT (sysvk_sem_set_removed, "IPC_SET of a set that is removed gives EIDRM",
  KILLS ("sysv_keys.id_invalid"))
FAULT (sysv_sem_value_removed, "the value of what is removed is 0",
  KILLS ("sysv_keys.id_invalid", "sysv_semaphores.cmds"))
FAULT (sysv_sem_stat_eidrm, "IPC_STAT of what is removed gives EIDRM",
  KILLS ("sysv_keys.id_invalid", "sysv_semaphores.cmds"))
FAULT (sysv_sem_not_removed, "semctl() removes nothing",
  KILLS ("sysv_semaphores.cmds", "sysv_semaphores.rmid_wakes"))
FAULT (sysv_sem_size_less, "sem_nsems is one less than there are",
  KILLS ("sysv_semaphores.create_set", "sysv_semaphores.cmds",
         "sysv_semaphores.semun"))
FAULT (sysv_sem_stat_past, "IPC_STAT writes a byte behind semid_ds",
  KILLS ("sysv_semaphores.create_set"))
FAULT (sysv_sem_otime_changes, "sem_otime is the time of any change",
  KILLS ("sysv_semaphores.initial_value"))
FAULT (sysv_sem_otime_never, "sem_otime is never set",
  KILLS ("sysv_semaphores.initial_value"))
FAULT (sysv_sem_creator, "sem_perm.cgid is not set",
  KILLS ("sysv_semaphores.create_set"))
FAULT (sysv_sem_ctime, "sem_ctime is not set at first",
  KILLS ("sysv_semaphores.create_set"))
FAULT (sysv_sem_set_ignored, "IPC_SET changes nothing",
  KILLS ("sysv_semaphores.cmds"))
FAULT (sysv_sem_set_owner_only, "IPC_SET changes the owner's permissions only",
  KILLS ("sysv_semaphores.cmds"))
FAULT (sysv_sem_set_byte, "SETVAL sets the low byte",
  KILLS ("sysv_semaphores.cmds", "sysv_semaphores.semun"))
FAULT (sysv_sem_set_more, "SETVAL sets the first semaphore, too",
  KILLS ("sysv_semaphores.cmds", "sysv_semaphores.semun"))
FAULT (sysv_sem_setall_one, "SETALL sets the first semaphore only",
  KILLS ("sysv_semaphores.cmds", "sysv_semaphores.semun",
         "sysv_semaphores.undo_setval_clears"))
FAULT (sysv_sem_getall_more, "GETALL stores one value too many",
  KILLS ("sysv_semaphores.cmds", "sysv_semaphores.semun",
         "sysv_semaphores.initial_value"))
FAULT (sysv_sem_getval_none, "GETVAL of a semaphore that is not there is 0",
  KILLS ("sysv_semaphores.cmds", "sysv_semaphores.create_set"))
FAULT (sysv_sem_setval_keeps, "SETVAL clears nothing that is to be undone",
  KILLS ("sysv_semaphores.undo_setval_clears"))
FAULT (sysv_sem_setall_keeps, "SETALL clears nothing that is to be undone",
  KILLS ("sysv_semaphores.undo_setval_clears"))
FAULT (sysv_sem_setval_clears_all, "SETVAL clears what all others are to undo",
  KILLS ("sysv_semaphores.undo_setval_clears"))
FAULT (sysv_sem_range_einval, "SETVAL of too high a value gives EINVAL",
  KILLS ("sysv_semaphores.range"))
FAULT (sysv_sem_negative, "SETVAL of less than 0 sets 0",
  KILLS ("sysv_semaphores.range"))
FAULT (sysv_sem_setall_range, "SETALL overlooks too high a value",
  KILLS ("sysv_semaphores.range"))
FAULT (sysv_sem_set_none, "SETVAL of one that is not there sets the last",
  KILLS ("sysv_semaphores.cmds"))
FAULT (sysv_sem_setval_same, "SETVAL to what it is already clears nothing",
  KILLS ("sysv_semaphores.undo_setval_clears"))
FAULT (sysv_sem_counts_killed, "who is killed while waiting still counts",
  KILLS ("sysv_semaphores.counts", "sysv_semaphores.count_after_eintr"))
FAULT (sysv_sem_counts_one, "GETNCNT is 1 at most",
  KILLS ("sysv_semaphores.counts"))
FAULT (sysv_sem_count_stays, "GETNCNT never goes down",
  KILLS ("sysv_semaphores.counts", "sysv_semaphores.count_after_eintr"))
FAULT (sysv_sem_counts_all, "GETZCNT counts all who wait",
  KILLS ("sysv_semaphores.counts", "sysv_semaphores.count_after_eintr"))
FAULT (sysv_sem_counts_none, "GETZCNT counts nobody",
  KILLS ("sysv_semaphores.counts", "sysv_semaphores.count_after_eintr",
         "sysv_semaphores.wait_zero", "sysv_semaphores.take_give"))
FAULT (sysv_sem_own_pid, "GETPID is who asks",
  KILLS ("sysv_semaphores.counts"))
FAULT (sysv_sem_one_pid, "GETPID is who used the second semaphore last",
  KILLS ("sysv_semaphores.counts"))
FAULT (overview_set_adds_set, "IPC_SET takes no permission of a set away",
  KILLS ("overview.similar_ipc"))

/* What there is of the caller's argument: at most a union as large as a
   pointer.  */
union argument
{
  int value;
  struct semid_ds *ds;
  unsigned short *array;
  void *whole;
};

enum { MOST = 64 };

/* How many semaphores the set ID has; none if it has more than MOST.  */
static int
size_of (int id)
{
  struct semid_ds ds;

  if (IPC_REAL (semctl) (id, 0, IPC_STAT, &ds) == -1 || ds.sem_nsems > MOST)
    return 0;
  return (int) ds.sem_nsems;
}

/* Change the semaphore by semop(), to VALUE.  */
static int
change_to (int id, int number, int value)
{
  struct sembuf op = { (unsigned short) number, 0, IPC_NOWAIT };
  int old = IPC_REAL (semctl) (id, number, GETVAL);

  op.sem_op = (short) (value - old);
  return old == value ? 0 : IPC_REAL (semop) (id, &op, 1);
}

static int
set_value (int id, int number, union argument arg)
{
  unsigned short values[MOST];
  int result;

  if (ipc_fault (sysv_sem_set_byte))
    arg.value &= 0xff;
  if (arg.value < 0 && ipc_fault (sysv_sem_negative))
    arg.value = 0;
  if (number >= size_of (id) && size_of (id) > 0
      && ipc_fault (sysv_sem_set_none))
    number = size_of (id) - 1;
  if (ipc_fault (sysv_sem_setval_keeps)
      || (ipc_fault (sysv_sem_setval_same)
          && IPC_REAL (semctl) (id, number, GETVAL) == arg.value))
    return change_to (id, number, arg.value);
  result = IPC_REAL (semctl) (id, number, SETVAL, arg.whole);
  if (result == 0 && number > 0 && ipc_fault (sysv_sem_set_more))
    IPC_REAL (semctl) (id, 0, SETVAL, arg.whole);
  if (result == 0 && ipc_fault (sysv_sem_setval_clears_all)
      && size_of (id) > 0
      && IPC_REAL (semctl) (id, 0, GETALL, values) == 0)
    IPC_REAL (semctl) (id, 0, SETALL, values);
  if (result == -1 && errno == ERANGE && ipc_fault (sysv_sem_range_einval))
    errno = EINVAL;
  return result;
}

static int
set_all (int id, const unsigned short *array)
{
  unsigned short values[MOST];
  int i, n = size_of (id);

  if (ipc_fault (sysv_sem_setall_one))
    return IPC_REAL (semctl) (id, 0, SETVAL, (void *) (size_t) array[0]);
  if (n == 0)
    return IPC_REAL (semctl) (id, 0, SETALL, array);
  for (i = 0; i < n; i++)
    {
      values[i] = array[i];
      if (values[i] > 32767 && ipc_fault (sysv_sem_setall_range))
        values[i] = 32767;
      if (ipc_fault (sysv_sem_setall_keeps))
        change_to (id, i, values[i]);
    }
  return ipc_fault (sysv_sem_setall_keeps) ? 0
         : IPC_REAL (semctl) (id, 0, SETALL, values);
}

static int
get_all (int id, unsigned short *array)
{
  int result = IPC_REAL (semctl) (id, 0, GETALL, array);

  if (result == 0 && ipc_fault (sysv_sem_getall_more))
    array[size_of (id)] = 0;
  return result;
}

static int
set_mode (int id, const struct semid_ds *ds)
{
  struct semid_ds now, copy = *ds;

  if (ipc_fault (sysv_sem_set_ignored))
    return 0;
  if (ipc_fault (sysv_sem_set_owner_only)
      && IPC_REAL (semctl) (id, 0, IPC_STAT, &now) == 0)
    copy.sem_perm.mode = (unsigned short) ((copy.sem_perm.mode & 0700)
                                           | (now.sem_perm.mode & 077));
  if (ipc_fault (overview_set_adds_set)
      && IPC_REAL (semctl) (id, 0, IPC_STAT, &now) == 0)
    copy.sem_perm.mode |= now.sem_perm.mode;
  return IPC_REAL (semctl) (id, 0, IPC_SET, &copy);
}

static int
stat_set (int id, struct semid_ds *ds)
{
  int result = IPC_REAL (semctl) (id, 0, IPC_STAT, ds);

  if (result == -1)
    return ipc_fault_fail (
      errno == EINVAL && ipc_fault (sysv_sem_stat_eidrm) ? EIDRM : errno);
  if (ipc_fault (sysv_sem_size_less))
    ds->sem_nsems--;
  if (ipc_fault (sysv_sem_stat_past))
    *(char *) (ds + 1) = 0;
  if (ipc_fault (sysv_sem_otime_changes))
    ds->sem_otime = ds->sem_ctime;
  if (ipc_fault (sysv_sem_otime_never))
    ds->sem_otime = 0;
  if (ipc_fault (sysv_sem_creator))
    ds->sem_perm.cgid = (gid_t) -1;
  if (ipc_fault (sysv_sem_ctime) && ds->sem_otime == 0)
    ds->sem_ctime = 0;
  return result;
}

/* Who does not wait any more, though nobody has used the semaphore, has not
   got what it waited for.  */
static int
with_killed (int id, int number, int n)
{
  static int counted[2], last[2];
  int user = IPC_REAL (semctl) (id, number, GETPID);

  if (number < 0 || number > 1)
    return n;
  if (n < counted[number] && user == last[number])
    n = counted[number];
  counted[number] = n;
  last[number] = user;
  return n;
}

/* How many wait for more.  */
static int
count_more (int id, int number)
{
  static int most[2];
  int n = IPC_REAL (semctl) (id, number, GETNCNT);

  if (n > 1 && ipc_fault (sysv_sem_counts_one))
    n = 1;
  if (ipc_fault (sysv_sem_counts_killed))
    n = with_killed (id, number, n);
  if (number >= 0 && number < 2 && n > most[number])
    most[number] = n;
  return number >= 0 && number < 2 && ipc_fault (sysv_sem_count_stays)
         ? most[number] : n;
}

static int
count_zero (int id, int number)
{
  int n = IPC_REAL (semctl) (id, number, GETZCNT);

  if (ipc_fault (sysv_sem_counts_none))
    n = 0;
  return ipc_fault (sysv_sem_counts_all)
         ? n + IPC_REAL (semctl) (id, number, GETNCNT) : n;
}

/* Of one semaphore.  */
static int
get (int id, int number, int command)
{
  int result;

  if (command == GETNCNT)
    return count_more (id, number);
  if (command == GETZCNT)
    return count_zero (id, number);
  if (command == GETPID && ipc_fault (sysv_sem_own_pid))
    return (int) getpid ();
  if (command == GETPID && ipc_fault (sysv_sem_one_pid))
    number = 1;
  result = IPC_REAL (semctl) (id, number, command);
  if (result == -1 && command == GETVAL && errno == EINVAL
      && (size_of (id) > 0 ? ipc_fault (sysv_sem_getval_none)
          : ipc_fault (sysv_sem_value_removed)))
    return 0;
  return result;
}

static int
remove_set (int id)
{
  int result;

  if (ipc_fault (sysv_sem_not_removed))
    return 0;
  result = IPC_REAL (semctl) (id, 0, IPC_RMID);
  if (result == -1 && errno == EPERM && ipc_fault (sysv_sem_remove_errno))
    errno = EACCES;
  return result;
}

int
semctl (int id, int number, int command, ...)
{
  union argument arg;
  va_list ap;
  int result;

  va_start (ap, command);
  arg.whole = va_arg (ap, void *);
  va_end (ap);
  if (!ipc_fault_armed)
    return IPC_REAL (semctl) (id, number, command, arg.whole);
  switch (command)
    {
    case SETVAL:
      return set_value (id, number, arg);
    case SETALL:
      return set_all (id, arg.array);
    case GETALL:
      return get_all (id, arg.array);
    case IPC_SET:
      result = set_mode (id, arg.ds);
      if (result == -1 && errno == EINVAL && ipc_fault (sysvk_sem_set_removed))
        errno = EIDRM;
      return result;
    case IPC_STAT:
      return stat_set (id, arg.ds);
    case IPC_RMID:
      return remove_set (id);
    case GETVAL:
    case GETNCNT:
    case GETZCNT:
    case GETPID:
      return get (id, number, command);
    default:
      return IPC_REAL (semctl) (id, number, command, arg.whole);
    }
}
