/* semun.c - the last argument of semctl().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "semun.h"

#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>

#include "facilities.h"

#if IPC_PROBE_UNION_SEMUN == 1
typedef union semun argument;
#else
typedef union
{
  int val;
  struct semid_ds *buf;
  unsigned short *array;
} argument;
#endif

int
ipc_semun_declared (void)
{
  return IPC_PROBE_UNION_SEMUN;
}

int
ipc_semctl_value (int id, int number, int command, int value)
{
  argument arg;

  memset (&arg, 0, sizeof arg);
  arg.val = value;
  return semctl (id, number, command, arg);
}

int
ipc_semctl_array (int id, int command, unsigned short *values)
{
  argument arg;

  arg.array = values;
  return semctl (id, 0, command, arg);
}

int
ipc_semctl_stat (int id, int command, struct semid_ds *ds)
{
  union ipc_told t;
  argument arg;
  int result;

  ipc_make_room (&t, ds, sizeof *ds);
  arg.buf = &t.set;
  result = semctl (id, 0, command, arg);
  ipc_take_back (&t, ds, sizeof *ds);
  return result;
}
