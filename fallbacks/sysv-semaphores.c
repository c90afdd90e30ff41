/* sysv-semaphores.c - semop() on sets of semaphores in files.
   SPDX-License-Identifier: BSD-2-Clause

   All operations of a call are done in memory, and committed as one change.
   Who must wait waits for the first one that cannot be done, and looks again
   at each change of the set.  */

#include "ipcompat-sysv.h"
#include "sysv-set.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sysv-types.h"

struct request
{
  struct sysv_call call;
  const struct sembuf *ops;
  size_t n;
};

/* Do OP: 0, -1 with errno, or 1 if it has to wait.  */
static int
operate (struct sysv_object *o, struct sysv_call *call,
         const struct sembuf *op)
{
  struct set *set = o->state;
  struct semaphore *s = &set->semaphore[op->sem_num];
  int value = s->value + op->sem_op;

  if (op->sem_op == 0 ? s->value != 0 : value < 0)
    {
      call->what = op->sem_op == 0 ? SET_WAITS_ZERO (op->sem_num)
                   : SET_WAITS_MORE (op->sem_num);
      call->nowait = (op->sem_flg & IPC_NOWAIT) != 0 ? EAGAIN : 0;
      return 1;
    }
  if (value > SET_VALUE)
    return errno = ERANGE, -1;
  s->value = value;
  s->pid = (int32_t) ipc_sysv_pid ();
  return op->sem_op != 0 && (op->sem_flg & SEM_UNDO) != 0
         ? ipc_sysv_note_undo (o, op->sem_num, -op->sem_op) : 0;
}

static int
operate_all (struct sysv_object *o, struct request *r)
{
  struct set *set = o->state;
  size_t i;
  int result = 0, changes = 0;

  for (i = 0; i < r->n && result == 0; i++)
    {
      result = operate (o, &r->call, &r->ops[i]);
      changes |= r->ops[i].sem_op != 0;
    }
  if (result == 1 && ipc_sysv_reload (o) == -1)
    return -1;
  if (result != 0)
    return result;
  ipc_sysv_awake (o, &r->call);
  if (changes && ipc_sysv_wake (o, NULL, NULL) == -1)
    return -1;
  set->otime = (int64_t) time (NULL);
  return ipc_sysv_commit (o);
}

static int
attempt (struct sysv_object *o, struct sysv_call *call)
{
  struct request *r = (struct request *) call;
  const struct set *set = o->state;
  size_t i;

  for (i = 0; i < r->n; i++)
    if (r->ops[i].sem_num >= set->n)
      return errno = EFBIG, -1;
  if (ipc_sysv_undo_dead (o, call) == -1)
    return -1;
  return operate_all (o, r);
}

int
ipc_fb_semop (int id, struct sembuf *ops, size_t n)
{
  struct request r;
  size_t i;

  if (n == 0 || n > SET_OPS)
    {
      errno = n == 0 ? EINVAL : E2BIG;
      return -1;
    }
  memset (&r, 0, sizeof r);
  r.call.family = &ipc_sysv_sets;
  r.call.id = id;
  r.call.wanted = 0400;
  r.call.attempt = attempt;
  for (i = 0; i < n; i++)
    if (ops[i].sem_op != 0)
      r.call.wanted = 0200;
  r.ops = ops;
  r.n = n;
  return ipc_sysv_do (&r.call);
}
