/* semop.c - faults of semaphores of System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/sem.h>

#include "actions.h"
#include "faults.h"
#include "interruption.h"
#include "semaphores.h"

CALL (semop)
CALL (semtimedop)
FAULT (harmless_ends_semop, "a signal that does nothing ends semop()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (semop_restarts, "semop() restarts without SA_RESTART",
  KILLS ("restart.semop_clear", "sysv_semaphores.eintr",
         "sysv_semaphores.count_after_eintr"))
FAULT (semop_eagain, "an interrupted semop() fails with EAGAIN",
  KILLS ("restart.semop_set", "restart.semop_stopped",
         "sysv_semaphores.eintr", "sysv_semaphores.count_after_eintr"),
  KILLS_FALLBACK ("restart.semop_set", "restart.semop_stopped"))
FAULT (semtimedop_restarts, "semtimedop() restarts after any handler",
  KILLS ("restart.semtimedop_clear", "restart.semtimedop_set",
         "restart.semtimedop_stopped"))
FAULT (sysv_sem_first_only, "semop() does its first operation only",
  KILLS ("sysv_semaphores.take_give", "sysv_semaphores.atomic_vector",
         "sysv_semaphores.same_sem_sequence", "sysv_semaphores.undo"))
FAULT (sysv_sem_one_by_one, "semop() does its operations one after the other",
  KILLS ("sysv_semaphores.atomic_vector",
         "sysv_semaphores.same_sem_sequence"))
FAULT (sysv_sem_waits_singly, "who has to wait does so at one by one",
  KILLS ("sysv_semaphores.atomic_vector"))
FAULT (sysv_sem_waits_backwards, "who waits for several begins with the last",
  KILLS ("sysv_semaphores.atomic_vector"))
FAULT (sysv_sem_sums, "operations on one semaphore are added up first",
  KILLS ("sysv_semaphores.same_sem_sequence"))
FAULT (sysv_sem_backwards, "semop() begins with the last operation",
  KILLS ("sysv_semaphores.same_sem_sequence", "sysv_semaphores.take_give"))
FAULT (sysv_sem_zero_ignored, "an operation of 0 does not wait",
  KILLS ("sysv_semaphores.wait_zero", "sysv_semaphores.take_give",
         "sysv_semaphores.nowait", "sysv_semaphores.rmid_wakes",
         "sysv_semaphores.eintr", "sysv_semaphores.counts",
         "sysv_semaphores.count_after_eintr"))
FAULT (sysv_sem_zero_adds, "who has waited for zero adds one",
  KILLS ("sysv_semaphores.wait_zero", "sysv_semaphores.nowait"))
FAULT (sysv_sem_never_waits, "semop() never waits",
  KILLS ("sysv_semaphores.take_give", "sysv_semaphores.wait_zero",
         "sysv_semaphores.undo", "sysv_semaphores.rmid_wakes",
         "sysv_semaphores.eintr"))
FAULT (sysv_sem_nowait_errno, "what may not wait fails with ENOMSG",
  KILLS ("sysv_semaphores.nowait", "sysv_semaphores.atomic_vector",
         "sysv_semaphores.same_sem_sequence"))
FAULT (sysv_sem_nowait_takes, "IPC_NOWAIT takes what there is",
  KILLS ("sysv_semaphores.nowait"))
FAULT (sysv_sem_nowait_zero, "IPC_NOWAIT does not mind what is not zero",
  KILLS ("sysv_semaphores.nowait"))
FAULT (sysv_sem_nowait_fails, "IPC_NOWAIT fails when it could give",
  KILLS ("sysv_semaphores.nowait"))
FAULT (sysv_sem_removed_einval, "who waits for zero gets EINVAL for a removal",
  KILLS ("sysv_semaphores.rmid_wakes"))
FAULT (sysv_sem_interrupted_takes, "an interrupted wait for zero takes one",
  KILLS ("sysv_semaphores.eintr"))
FAULT (sysv_sem_clips, "what would be too much stays at the most",
  KILLS ("sysv_semaphores.range"))
FAULT (sysv_sem_undo_unlimited, "what is too much to undo is not undone",
  KILLS ("sysv_semaphores.range"))
FAULT (sysv_sem_number_einval, "a semaphore that is not there gives EINVAL",
  KILLS ("sysv_semaphores.range", "sysv_semaphores.atomic_vector"))
FAULT (sysv_sem_many_einval, "too many operations give EINVAL",
  KILLS ("sysv_semaphores.range"))
FAULT (sysv_sem_few_ops, "a semop() has 100 operations at most",
  KILLS ("sysv_semaphores.range"))
FAULT (sysv_sem_take_lost, "what a process takes a second time stays there",
  KILLS ("sysv_semaphores.wait_zero"))

static WAITS_AS (int, wait_in, semop,
  (int id, struct sembuf *ops, size_t count),
  (id, ops, count),
  .restarts = ipc_fault (semop_restarts),
  .eagain = ipc_fault (semop_eagain),
  .harmless = ipc_fault (harmless_ends_semop))

WAITS (int, semtimedop,
  (int id, struct sembuf *ops, size_t count, const struct timespec *t),
  (id, ops, count, t),
  .restarts = ipc_fault (semtimedop_restarts))

enum { MOST = 8 };

/* Add up what COUNT operations do to each semaphore; how many those are.  */
static size_t
add_up (struct sembuf *ops, size_t count)
{
  size_t i, to = 0;

  for (i = 0; i < count; i++)
    if (to > 0 && ops[to - 1].sem_num == ops[i].sem_num)
      ops[to - 1].sem_op = (short) (ops[to - 1].sem_op + ops[i].sem_op);
    else
      ops[to++] = ops[i];
  return to;
}

/* Leave out those of 0.  */
static size_t
drop_zeros (struct sembuf *ops, size_t count)
{
  size_t i, to = 0;

  for (i = 0; i < count; i++)
    if (ops[i].sem_op != 0)
      ops[to++] = ops[i];
  return to;
}

static void
turn_round (struct sembuf *ops, size_t count)
{
  size_t i;

  for (i = 0; i < count / 2; i++)
    {
      struct sembuf op = ops[i];

      ops[i] = ops[count - 1 - i];
      ops[count - 1 - i] = op;
    }
}

/* What is asked for in the place of COUNT operations; how many.  */
static size_t
change (int id, struct sembuf *ops, size_t count)
{
  size_t i;

  if (ipc_fault (sysv_sem_first_only))
    count = 1;
  if (ipc_fault (sysv_sem_sums))
    count = add_up (ops, count);
  if (ipc_fault (sysv_sem_zero_ignored))
    count = drop_zeros (ops, count);
  if (ipc_fault (sysv_sem_backwards))
    turn_round (ops, count);
  for (i = 0; i < count && ipc_fault (sysv_sem_never_waits); i++)
    ops[i].sem_flg = (short) (ops[i].sem_flg | IPC_NOWAIT);
  ipc_fault_spoil_undo (id, ops, count);
  ipc_fault_spoil_nowait (ops, count);
  return count;
}

static int
one_by_one (int id, struct sembuf *ops, size_t count)
{
  size_t i;

  for (i = 0; i < count; i++)
    if (wait_in (id, &ops[i], 1) == -1)
      return -1;
  return 0;
}

/* Whether they could not be done at once.  */
static int
has_to_wait (int id, const struct sembuf *ops, size_t count)
{
  struct sembuf now[MOST];
  size_t i;

  memcpy (now, ops, count * sizeof *now);
  for (i = 0; i < count; i++)
    if ((ops[i].sem_flg & IPC_NOWAIT) != 0)
      return 0;
    else
      now[i].sem_flg = IPC_NOWAIT;
  if (IPC_REAL (semop) (id, now, count) == -1)
    return errno == EAGAIN;
  for (i = count; i > 0; i--)
    {
      now[i - 1].sem_op = (short) -now[i - 1].sem_op;
      if (now[i - 1].sem_op != 0)
        IPC_REAL (semop) (id, &now[i - 1], 1);
    }
  return 0;
}

static int
do_all (int id, struct sembuf *ops, size_t count)
{
  if (count > 1 && ipc_fault (sysv_sem_waits_backwards)
      && has_to_wait (id, ops, count))
    {
      turn_round (ops, count);
      return one_by_one (id, ops, count);
    }
  if (ipc_fault (sysv_sem_one_by_one)
      || (count > 1 && ipc_fault (sysv_sem_waits_singly)
          && has_to_wait (id, ops, count)))
    return one_by_one (id, ops, count);
  return wait_in (id, ops, count);
}

/* The first of COUNT operations has had to wait, and may not.  */
static int
would_wait (int id, const struct sembuf *op, size_t count)
{
  struct sembuf less = *op;

  if (op->sem_op == 0 && ipc_fault (sysv_sem_nowait_zero))
    return 0;
  if (count == 1 && op->sem_op < 0 && ipc_fault (sysv_sem_nowait_takes))
    {
      less.sem_op = (short) -IPC_REAL (semctl) (id, op->sem_num, GETVAL);
      return less.sem_op == 0 ? ipc_fault_fail (EAGAIN)
             : IPC_REAL (semop) (id, &less, 1);
    }
  return ipc_fault_fail (ipc_fault (sysv_sem_nowait_errno) ? ENOMSG : EAGAIN);
}

static int
too_high (int id, struct sembuf *ops, size_t count)
{
  struct sembuf op = ops[0];

  op.sem_flg = IPC_NOWAIT;
  if (count == 1 && (ops[0].sem_flg & SEM_UNDO) != 0
      && ipc_fault (sysv_sem_undo_unlimited))
    return IPC_REAL (semop) (id, &op, 1);
  return ipc_fault (sysv_sem_clips) ? 0 : ipc_fault_fail (ERANGE);
}

/* What has gone wrong by itself goes wrong in another way.  */
static int
other_failure (int id, struct sembuf *ops, size_t count)
{
  struct sembuf one = { ops[0].sem_num, -1, IPC_NOWAIT };

  if (errno == EAGAIN)
    return would_wait (id, ops, count);
  if (errno == ERANGE)
    return too_high (id, ops, count);
  if (errno == EINTR && ops[0].sem_op == 0
      && ipc_fault (sysv_sem_interrupted_takes))
    {
      IPC_REAL (semop) (id, &one, 1);
      errno = EINTR;
    }
  return ipc_fault_fail (
    errno == EIDRM && ops[0].sem_op == 0
    && ipc_fault (sysv_sem_removed_einval) ? EINVAL
    : errno == EFBIG && ipc_fault (sysv_sem_number_einval) ? EINVAL
    : errno == E2BIG && ipc_fault (sysv_sem_many_einval) ? EINVAL : errno);
}

/* Before it: 1 to go on, or what semop() returns at once.  */
static int
decide (const struct sembuf *ops, size_t count)
{
  static int taken;

  if (count > 100 && ipc_fault (sysv_sem_few_ops))
    return ipc_fault_fail (E2BIG);
  if (count != 1)
    return 1;
  if (ops->sem_op > 0 && (ops->sem_flg & IPC_NOWAIT) != 0
      && ipc_fault (sysv_sem_nowait_fails))
    return ipc_fault_fail (EAGAIN);
  return 1 - (ops->sem_op < 0 && ipc_fault (sysv_sem_take_lost)
              && ++taken == 2);
}

int
semop (int id, struct sembuf *ops, size_t count)
{
  struct sembuf own[MOST], one = { 0, 1, 0 };
  const struct sembuf *asked = ops;
  size_t n_asked = count;
  int result = decide (ops, count);

  if (result != 1)
    return result;
  if (count > 0 && count <= MOST)
    {
      memcpy (own, ops, count * sizeof *own);
      count = change (id, own, count);
      ops = own;
      if (count == 0 || ipc_fault_look_first (id, ops, count))
        return 0;
    }
  do
    result = do_all (id, ops, count);
  while (result == -1 && ipc_fault_waits_on ());
  if (result == -1)
    {
      ipc_fault_in_vain (id, ops, count);
      return other_failure (id, ops, count);
    }
  ipc_fault_done (id, ops, count);
  ipc_fault_note_undo (id, asked, n_asked);
  one.sem_num = ops[0].sem_num;
  if (count == 1 && ops[0].sem_op == 0 && ipc_fault (sysv_sem_zero_adds))
    IPC_REAL (semop) (id, &one, 1);
  return result;
}
