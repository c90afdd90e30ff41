/* told.c - what IPC_STAT tells of an object of System V, with room behind it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "told.h"

#include <string.h>

enum { UNTOUCHED = 0xa5 };

static int too_much;

int
ipc_told_too_much (void)
{
  return too_much;
}

void
ipc_make_room (union ipc_told *t, const void *ds, size_t size)
{
  memset (t->all, UNTOUCHED, sizeof t->all);
  memcpy (t->all, ds, size);
}

void
ipc_take_back (const union ipc_told *t, void *ds, size_t size)
{
  size_t i;

  memcpy (ds, t->all, size);
  for (i = size; i < sizeof t->all; i++)
    too_much |= t->all[i] != UNTOUCHED;
}

#if IPC_PROBE_MSGGET != 0

int
ipc_msgctl (int id, int command, struct msqid_ds *ds)
{
  union ipc_told t;
  int result;

  if (ds == NULL)
    return (msgctl) (id, command, ds);
  ipc_make_room (&t, ds, sizeof *ds);
  result = (msgctl) (id, command, &t.queue);
  ipc_take_back (&t, ds, sizeof *ds);
  return result;
}

#endif
#if IPC_PROBE_SHMGET != 0

int
ipc_shmctl (int id, int command, struct shmid_ds *ds)
{
  union ipc_told t;
  int result;

  if (ds == NULL)
    return (shmctl) (id, command, ds);
  ipc_make_room (&t, ds, sizeof *ds);
  result = (shmctl) (id, command, &t.segment);
  ipc_take_back (&t, ds, sizeof *ds);
  return result;
}

#endif
