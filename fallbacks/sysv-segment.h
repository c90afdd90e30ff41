/* sysv-segment.h - the state of a segment of shared memory.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_SEGMENT_H
#define IPC_SYSV_SEGMENT_H

#include "sysv-life.h"
#include "sysv-store.h"

enum { SEGMENT_USERS = 1024 };

/* How often a process has attached it.  */
struct segment_user
{
  struct sysv_life life;
  int64_t n;
};

/* The memory itself is a file beside that of the state: d.ID.  */
struct segment
{
  struct sysv_head head;
  int64_t size, cpid, lpid, atime, dtime, ctime, n_users;
  struct segment_user user[SEGMENT_USERS];
};

/* Open the memory of the segment ID.  -1 with errno.  */
int ipc_sysv_open_data (int id, int flags);
/* Count this process's attachment, or one less for a BY of -1, and forget
   those who have ended.  Returns 0, or -1 with errno.  */
int ipc_sysv_count_user (struct sysv_object *o, int by);
int ipc_sysv_drop_dead_users (struct sysv_object *o);

#endif
