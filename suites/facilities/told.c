/* told.c - what IPC_STAT tells of an object of System V, with room behind it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "facilities.h"

#include <stddef.h>
#include <string.h>
#include <sys/ipc.h>

#include "semun.h"

enum { MOST = 1024, UNTOUCHED = 0xa5 };

union told
{
  struct msqid_ds queue;
  struct semid_ds set;
  struct shmid_ds segment;
  unsigned char all[MOST];
};

static int too_much;

int
ipc_told_too_much (void)
{
  return too_much;
}

/* Have T begin with the SIZE bytes at DS.  */
static void
make_room (union told *t, const void *ds, size_t size)
{
  memset (t->all, UNTOUCHED, sizeof t->all);
  memcpy (t->all, ds, size);
}

static void
take_back (const union told *t, void *ds, size_t size)
{
  size_t i;

  memcpy (ds, t->all, size);
  for (i = size; i < MOST; i++)
    too_much |= t->all[i] != UNTOUCHED;
}

int
ipc_semctl_stat (int id, int command, struct semid_ds *ds)
{
  union told t;
  int result;

  make_room (&t, ds, sizeof *ds);
  result = ipc_semctl_ds (id, command, &t.set);
  take_back (&t, ds, sizeof *ds);
  return result;
}

#if IPC_PROBE_MSGGET != 0

int
ipc_msgctl (int id, int command, struct msqid_ds *ds)
{
  union told t;
  int result;

  if (ds == NULL)
    return (msgctl) (id, command, ds);
  make_room (&t, ds, sizeof *ds);
  result = (msgctl) (id, command, &t.queue);
  take_back (&t, ds, sizeof *ds);
  return result;
}

#endif
#if IPC_PROBE_SHMGET != 0

int
ipc_shmctl (int id, int command, struct shmid_ds *ds)
{
  union told t;
  int result;

  if (ds == NULL)
    return (shmctl) (id, command, ds);
  make_room (&t, ds, sizeof *ds);
  result = (shmctl) (id, command, &t.segment);
  take_back (&t, ds, sizeof *ds);
  return result;
}

#endif
