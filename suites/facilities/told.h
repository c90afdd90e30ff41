/* told.h - what IPC_STAT tells of an object of System V, with room behind it.
   SPDX-License-Identifier: BSD-2-Clause

   dietlibc's structures are those of an older kernel, and smaller than what
   is written into them: without room the case would not live to say so.  */

#ifndef IPC_FACILITIES_TOLD_H
#define IPC_FACILITIES_TOLD_H

/* Before what is defined here.  */
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "probes.h"

union ipc_told
{
  struct msqid_ds queue;
  struct semid_ds set;
  struct shmid_ds segment;
  unsigned char all[1024];
};

/* Have T begin with the SIZE bytes at DS; have DS be what T then begins with,
   and see whether that was all.  */
void ipc_make_room (union ipc_told *t, const void *ds, size_t size);
void ipc_take_back (const union ipc_told *t, void *ds, size_t size);

/* msgctl() and shmctl(), with room behind *DS.  */
int ipc_msgctl (int id, int command, struct msqid_ds *ds);
int ipc_shmctl (int id, int command, struct shmid_ds *ds);

/* Whether IPC_STAT has written more than DS has, in any of these since this
   process began.  */
int ipc_told_too_much (void);

#if IPC_PROBE_MSGGET != 0
# define msgctl(id, command, ds) ipc_msgctl (id, command, ds)
#endif
#if IPC_PROBE_SHMGET != 0
# define shmctl(id, command, ds) ipc_shmctl (id, command, ds)
#endif

#endif
