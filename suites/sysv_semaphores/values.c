/* values.c - what semctl() gets and sets, and how much of it there is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <time.h>

#include "facilities/facilities.h"
#include "facilities/semun.h"
#include "sysv_semaphores.h"

enum { SIZE = 3 };

/* The first thing that is wrong.  */
static const char *wrong;

static void
judge (int right, const char *what)
{
  if (!right && wrong == NULL)
    wrong = what;
}

static int
has_values (int id, int first, int second, int third)
{
  unsigned short values[SIZE + 1] = { 9, 9, 9, 0xabcd };

  return ipc_semctl_array (id, GETALL, values) == 0 && values[0] == first
         && values[1] == second && values[2] == third
         && values[SIZE] == 0xabcd;
}

/* One value, all of them, and what IPC_STAT says.  */
static void
set_values (int id)
{
  unsigned short values[SIZE] = { 4, 5, 6 };
  struct semid_ds ds;

  judge (ipc_semctl_value (id, 1, SETVAL, 300) == 0, "SETVAL fails");
  judge (semaphores_value (id, 1) == 300, "GETVAL gets another value");
  judge (has_values (id, 1, 300, 3), "SETVAL sets another one, too");
  judge (ipc_semctl_array (id, SETALL, values) == 0, "SETALL fails");
  judge (has_values (id, 4, 5, 6), "GETALL gets other values");
  memset (&ds, 0, sizeof ds);
  judge (ipc_semctl_stat (id, IPC_STAT, &ds) == 0, "IPC_STAT fails");
  judge (ds.sem_nsems == SIZE, "IPC_STAT tells another size");
}

IPC_TEST (semun)
{
  static const unsigned short values[SIZE] = { 1, 2, 3 };
  int id = semaphores_set (SIZE, values), declared = ipc_semun_declared ();

  set_values (id);
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (declared == -1)
    ipc_not_exercised ("nothing tells what the headers declare");
  else
    ipc_observe (declared ? "declared" : "left to the program");
}

/* The mode, of which permissions are set and nothing else is.  */
static void
set_mode (int id)
{
  struct semid_ds before, ds;

  memset (&ds, 0, sizeof ds);
  judge (ipc_semctl_stat (id, IPC_STAT, &ds) == 0, "IPC_STAT fails");
  judge ((ds.sem_perm.mode & 0777) == 0600, "IPC_STAT tells another mode");
  before = ds;
  ds.sem_perm.mode = 0406;
  judge (ipc_semctl_stat (id, IPC_SET, &ds) == 0, "IPC_SET fails");
  memset (&ds, 0, sizeof ds);
  judge (ipc_semctl_stat (id, IPC_STAT, &ds) == 0, "IPC_STAT fails then");
  judge ((ds.sem_perm.mode & 0777) == 0406, "IPC_SET sets another mode");
  judge (ds.sem_perm.uid == before.sem_perm.uid
         && ds.sem_perm.cuid == before.sem_perm.cuid
         && ds.sem_perm.gid == before.sem_perm.gid
         && ds.sem_perm.cgid == before.sem_perm.cgid,
         "IPC_SET sets another owner");
  judge (ds.sem_otime == before.sem_otime && ds.sem_ctime >= before.sem_ctime
         && ds.sem_ctime <= time (NULL) + 1, "IPC_SET sets another time");
  judge (ds.sem_nsems == SIZE, "IPC_SET sets another size");
}

static int
is_gone (int result)
{
  return result == -1 && errno == EINVAL;
}

static void
remove_set (int id)
{
  struct semid_ds ds;
  unsigned short values[SIZE];

  judge (is_gone (semaphores_value (id, SIZE)),
         "GETVAL of none does not give EINVAL");
  judge (is_gone (ipc_semctl_value (id, SIZE, SETVAL, 1))
         && has_values (id, 4, 5, 6),
         "SETVAL of none does not give EINVAL");
  judge (is_gone (semctl (id, 0, 9999)),
         "an unknown command does not give EINVAL");
  judge (semctl (id, 0, IPC_RMID) == 0, "IPC_RMID fails");
  judge (is_gone (semaphores_value (id, 0)), "GETVAL works after IPC_RMID");
  judge (is_gone (ipc_semctl_value (id, 0, SETVAL, 1)),
         "SETVAL works after IPC_RMID");
  judge (is_gone (ipc_semctl_array (id, GETALL, values)),
         "GETALL works after IPC_RMID");
  judge (is_gone (ipc_semctl_stat (id, IPC_STAT, &ds)),
         "IPC_STAT works after IPC_RMID");
}

IPC_TEST (cmds)
{
  static const unsigned short values[SIZE] = { 1, 2, 3 };
  int id = semaphores_set (SIZE, values);

  set_values (id);
  set_mode (id);
  remove_set (id);
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_observe (wrong == NULL ? "all commands work" : wrong);
}

static time_t
last_time (int id)
{
  struct semid_ds ds;

  memset (&ds, 0, sizeof ds);
  judge (ipc_semctl_stat (id, IPC_STAT, &ds) == 0, "IPC_STAT fails");
  return ds.sem_otime;
}

enum { MANY = 20 };

/* The array that GETALL fills is not all zeros before.  */
static int
all_zero (int id)
{
  unsigned short values[MANY + 1];
  int i;

  memset (values, 9, sizeof values);
  IPC_SETUP (ipc_semctl_array (id, GETALL, values) == 0);
  judge (values[MANY] != 0, "GETALL stores too many");
  for (i = 0; i < MANY; i++)
    if (values[i] != 0 || semaphores_value (id, i) != 0)
      return 0;
  return 1;
}

/* One whose memory was another's a moment ago.  */
IPC_TEST (initial_value)
{
  unsigned short used[MANY];
  static const struct op vain = { 0, -5, IPC_NOWAIT };
  static const struct op wait = { 2, 0, IPC_NOWAIT };
  unsigned short values[MANY] = { 1, 2 };
  time_t now = time (NULL), last;
  int id, are_zero;

  memset (used, 1, sizeof used);
  id = semaphores_set (MANY, used);
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  id = ipc_sysv_private (IPC_SEMAPHORES, MANY);
  IPC_SETUP (id != -1);
  are_zero = all_zero (id);
  ipc_detail ("%s", semaphores_values (id, MANY));
  judge (last_time (id) == 0, "sem_otime is not 0 at first");
  IPC_SETUP (ipc_semctl_array (id, SETALL, values) == 0);
  judge (last_time (id) == 0, "sem_otime is not 0 after SETALL");
  IPC_SETUP (semaphores_do (id, &vain, 1) == -1);
  judge (last_time (id) == 0, "sem_otime is not 0 after semop() in vain");
  IPC_SETUP (semaphores_do (id, &wait, 1) == 0);
  last = last_time (id);
  judge (last >= now - 1 && last <= time (NULL) + 1,
         "sem_otime is another time after semop()");
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_observe (wrong != NULL ? wrong : are_zero ? "zero" : "other values");
}
