/* semop-claims.c - faults of semop() by several, of several, and in vain.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"
#include "semaphores.h"

FAULT (sysv_sem_nowait_ignored, "semop() waits in spite of IPC_NOWAIT",
  KILLS ("sysv_semaphores.nowait", "sysv_semaphores.atomic_vector",
         "sysv_semaphores.same_sem_sequence"))
FAULT (sysv_sem_nowait_any, "IPC_NOWAIT of one operation is for all of them",
  KILLS ("sysv_semaphores.nowait"))
FAULT (sysv_sem_failed_last, "a semop() that fails counts as the last one",
  KILLS ("sysv_semaphores.counts", "sysv_semaphores.initial_value"))
FAULT (sysv_sem_idle, "a semop() that changes nothing does nothing",
  KILLS ("sysv_semaphores.initial_value"))
FAULT (sysv_sem_pid_first, "GETPID is of a semop()'s first operation alone",
  KILLS ("sysv_semaphores.counts"))
FAULT (sysv_sem_interrupted_vector,
  "an interrupted semop() has done its first operation",
  KILLS ("sysv_semaphores.eintr"))
FAULT (sysv_sem_interrupted_once,
  "who has been interrupted once waits on from then on",
  KILLS ("sysv_semaphores.eintr"))
FAULT (sysv_sem_interrupted_undo,
  "what an interrupted semop() would have taken is undone",
  KILLS ("sysv_semaphores.eintr"))
FAULT (sysv_sem_undo_of_failed,
  "what a semop() in vain would have taken is undone",
  KILLS ("sysv_semaphores.undo"))
FAULT (sysv_sem_range_partial,
  "where a later operation is too much the first is done",
  KILLS ("sysv_semaphores.range"))
FAULT (sysv_sem_removed_second, "a removal gives EIDRM to one, EINVAL to more",
  KILLS ("sysv_semaphores.rmid_wakes"))
FAULT (sysv_sem_zero_wakes_one, "of those who wait for zero one goes on",
  KILLS ("sysv_semaphores.wait_zero"))

void
ipc_fault_spoil_nowait (struct sembuf *ops, size_t count)
{
  int any = 0;
  size_t i;

  for (i = 0; i < count; i++)
    any |= ops[i].sem_flg & IPC_NOWAIT;
  for (i = 0; i < count; i++)
    if (ipc_fault (sysv_sem_nowait_ignored))
      ops[i].sem_flg = (short) (ops[i].sem_flg & ~IPC_NOWAIT);
    else if (ipc_fault (sysv_sem_nowait_any))
      ops[i].sem_flg = (short) (ops[i].sem_flg | any);
}

/* How many others waited where this process began to.  */
static int others;

int
ipc_fault_look_first (int id, const struct sembuf *ops, size_t count)
{
  int idle = ipc_fault (sysv_sem_idle);
  size_t i;

  others = 0;
  for (i = 0; i < count && ipc_fault_armed; i++)
    {
      others += IPC_REAL (semctl) (id, ops[i].sem_num, GETNCNT)
                + IPC_REAL (semctl) (id, ops[i].sem_num, GETZCNT);
      idle = idle && ops[i].sem_op == 0
             && IPC_REAL (semctl) (id, ops[i].sem_num, GETVAL) == 0;
    }
  return idle;
}

/* Use the semaphore, and leave it as it is.  */
static void
touch (int id, int number)
{
  struct sembuf ops[2] =
    { { (unsigned short) number, 1, 0 }, { (unsigned short) number, -1, 0 } };

  IPC_REAL (semop) (id, ops, 2);
}

static void
do_first (int id, const struct sembuf *ops)
{
  struct sembuf first = *ops;

  first.sem_flg = IPC_NOWAIT;
  IPC_REAL (semop) (id, &first, 1);
}

int
ipc_fault_waits_on (void)
{
  static int interrupted;

  return errno == EINTR && ipc_fault (sysv_sem_interrupted_once)
         && interrupted++ > 0;
}

void
ipc_fault_in_vain (int id, const struct sembuf *ops, size_t count)
{
  int error = errno;

  if (error == EAGAIN && ipc_fault (sysv_sem_failed_last))
    touch (id, ops[0].sem_num);
  if (count > 1
      && ((error == EINTR && ipc_fault (sysv_sem_interrupted_vector))
          || (error == ERANGE && ipc_fault (sysv_sem_range_partial))))
    do_first (id, ops);
  if ((error == EINTR && ipc_fault (sysv_sem_interrupted_undo))
      || (error == EAGAIN && ipc_fault (sysv_sem_undo_of_failed)))
    ipc_fault_undo_more (id, ops, count);
  if (error == EIDRM && others > 0 && ipc_fault (sysv_sem_removed_second))
    error = EINVAL;
  errno = error;
}

void
ipc_fault_done (int id, const struct sembuf *ops, size_t count)
{
  struct sembuf never = { ops[0].sem_num, -32767, 0 };
  pid_t pid;
  size_t i;

  if (count == 1 && ops[0].sem_op == 0 && others > 0
      && ipc_fault (sysv_sem_zero_wakes_one))
    IPC_REAL (semop) (id, &never, 1);
  if (count < 2 || !ipc_fault (sysv_sem_pid_first))
    return;
  pid = IPC_REAL (fork) ();
  for (i = 1; i < count && pid == 0; i++)
    if (ops[i].sem_num != ops[0].sem_num)
      touch (id, ops[i].sem_num);
  if (pid == 0)
    IPC_REAL (_exit) (0);
  IPC_REAL (waitpid) (pid, NULL, 0);
}
