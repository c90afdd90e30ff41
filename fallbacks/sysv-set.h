/* sysv-set.h - the state of a set of semaphores.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_SET_H
#define IPC_SYSV_SET_H

#include "sysv-life.h"
#include "sysv-store.h"

enum { SET_MOST = 256, SET_OPS = 500, SET_UNDOS = 1024, SET_VALUE = 32767 };

struct semaphore
{
  int32_t value, pid;
};

/* What is added to a semaphore when a process ends.  */
struct undo
{
  struct sysv_life life;
  int32_t number, by;
};

struct set
{
  struct sysv_head head;
  int64_t otime, ctime, n, n_undos;
  struct semaphore semaphore[SET_MOST];
  struct undo undo[SET_UNDOS];
};

/* What a process waits for, as sysv_waiter has it: that a semaphore becomes
   zero, or greater.  */
#define SET_WAITS_ZERO(number) (2 * (number) + 2)
#define SET_WAITS_MORE(number) (2 * (number) + 1)

/* Undo what those have left who have ended, and commit that.  With CALL, watch
   the others for it.  Returns 0, or -1 with errno.  */
int ipc_sysv_undo_dead (struct sysv_object *o, struct sysv_call *call);
/* In O's state, note that the semaphore NUMBER gets BY more when this process
   ends.  Returns 0, or -1 with errno ERANGE or ENOSPC, or for want of a FIFO:
   then the state is not to be committed.  */
int ipc_sysv_note_undo (struct sysv_object *o, int number, int by);
/* Forget that of the semaphore NUMBER, -1 for all.  */
void ipc_sysv_forget_undo (struct sysv_object *o, int number);
/* After a change of the number of undos.  */
void ipc_sysv_resize_set (struct sysv_object *o);

#endif
