/* told.h - what IPC_STAT tells of an object of System V, with room behind it.
   SPDX-License-Identifier: BSD-2-Clause

   dietlibc's structures are those of an older kernel, and smaller than what
   is written into them: without room the case would not live to say so.  */

#ifndef IPC_FACILITIES_TOLD_H
#define IPC_FACILITIES_TOLD_H

/* Before what is defined here.  */
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "probes.h"

/* msgctl() and shmctl(), with room behind *DS.  */
int ipc_msgctl (int id, int command, struct msqid_ds *ds);
int ipc_shmctl (int id, int command, struct shmid_ds *ds);

/* semctl() with the commands that want DS, likewise.  */
int ipc_semctl_stat (int id, int command, struct semid_ds *ds);

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
