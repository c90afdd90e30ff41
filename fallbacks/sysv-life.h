/* sysv-life.h - whether a process is there still, and hearing when it ends.
   SPDX-License-Identifier: BSD-2-Clause

   For what an object has to give back when a process ends, by whatever end:
   the process keeps open a FIFO of its own, l.PID.NUMBER.  Within a session,
   all of this.  */

#ifndef IPC_SYSV_LIFE_H
#define IPC_SYSV_LIFE_H

#include <stdint.h>

struct sysv_life
{
  int64_t pid, number;
};

/* This process's, in the directory of now; made by the first call.  0, or -1
   with errno.  */
int ipc_sysv_own_life (struct sysv_life *life);
/* Whether it is LIFE, without making one.  */
int ipc_sysv_is_own_life (const struct sysv_life *life);
/* A descriptor that hangs up when the process of LIFE ends; -2 if it has
   ended; or -1 with errno.  To be closed by the caller.  */
int ipc_sysv_watch_life (const struct sysv_life *life);

#endif
