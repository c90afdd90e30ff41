/* semop-undo.c - faults of SEM_UNDO.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "semaphores.h"

#include <errno.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"

FAULT (sysv_sem_no_undo, "SEM_UNDO is ignored",
  KILLS ("sysv_semaphores.undo", "sysv_semaphores.undo_fork",
         "sysv_semaphores.undo_exec", "sysv_semaphores.undo_underflow",
         "sysv_semaphores.undo_setval_clears"))
FAULT (sysv_sem_undo_first, "the first operation of a semop() is undone alone",
  KILLS ("sysv_semaphores.undo", "sysv_semaphores.undo_setval_clears"))
FAULT (sysv_sem_undo_once, "what a process did first is undone alone",
  KILLS ("sysv_semaphores.undo"))
FAULT (sysv_sem_undo_one_set, "a process undoes what it did to one set alone",
  KILLS ("sysv_semaphores.undo"))
FAULT (sysv_sem_undo_taken, "what was taken is undone, and no gift",
  KILLS ("sysv_semaphores.undo", "sysv_semaphores.undo_underflow"))
FAULT (sysv_sem_undo_all, "all operations are undone, without SEM_UNDO, too",
  KILLS ("sysv_semaphores.undo"))
FAULT (sysv_sem_undo_by_exit, "_exit() undoes, and a kill does not",
  KILLS ("sysv_semaphores.undo", "sysv_semaphores.undo_exec"))
FAULT (sysv_sem_undo_by_kill, "a kill undoes, and _exit() does not",
  KILLS ("sysv_semaphores.undo", "sysv_semaphores.undo_fork"))
FAULT (sysv_sem_undo_inherited, "a child undoes what its parent did",
  KILLS ("sysv_semaphores.undo_fork"))
FAULT (sysv_sem_undo_child_shares,
  "a child with something to undo undoes what its parent did, too",
  KILLS ("sysv_semaphores.undo_fork"))
FAULT (sysv_sem_undo_last, "who has a child when it ends undoes nothing",
  KILLS ("sysv_semaphores.undo_fork"))
FAULT (sysv_sem_undo_stops, "where one cannot be undone the others are not",
  KILLS ("sysv_semaphores.undo_underflow"))
FAULT (sysv_sem_undo_exec_first, "over exec() the first stays to be undone",
  KILLS ("sysv_semaphores.undo_exec"))
FAULT (sysv_sem_undo_at_exec, "exec() undoes",
  KILLS ("sysv_semaphores.undo_exec"))
FAULT (sysv_sem_undo_exec_loses, "exec() forgets what is to be undone",
  KILLS ("sysv_semaphores.undo_exec"))

enum { MOST = 8 };
static struct
{
  int id, number, by;
} notes[MOST];
static int n_notes;
static pid_t owner;

/* What a child has is its parent's.  */
static int
is_own (void)
{
  return n_notes > 0 && owner == getpid ();
}

void
ipc_fault_spoil_undo (int id, struct sembuf *ops, size_t count)
{
  size_t i;

  for (i = 0; i < count; i++)
    {
      if (ipc_fault (sysv_sem_no_undo) || ipc_fault (sysv_sem_undo_by_exit)
          || (i > 0 && ipc_fault (sysv_sem_undo_first))
          || (is_own () && ipc_fault (sysv_sem_undo_once))
          || (is_own () && notes[0].id != id
              && ipc_fault (sysv_sem_undo_one_set))
          || (ops[i].sem_op > 0 && ipc_fault (sysv_sem_undo_taken)))
        ops[i].sem_flg = (short) (ops[i].sem_flg & ~SEM_UNDO);
      if (ipc_fault (sysv_sem_undo_all))
        ops[i].sem_flg = (short) (ops[i].sem_flg | SEM_UNDO);
    }
}

static void
add (int id, int number, int by, int flags)
{
  struct sembuf op = { (unsigned short) number, (short) by,
                       (short) (flags | IPC_NOWAIT) };

  IPC_REAL (semop) (id, &op, 1);
}

void
ipc_fault_undo_more (int id, const struct sembuf *ops, size_t count)
{
  size_t i;

  for (i = 0; i < count; i++)
    if ((ops[i].sem_flg & SEM_UNDO) != 0 && ops[i].sem_op < 0)
      {
        add (id, ops[i].sem_num, -ops[i].sem_op, 0);
        add (id, ops[i].sem_num, ops[i].sem_op, SEM_UNDO);
      }
}

/* By adding and taking, of which the second half is to be undone.  */
static void
take_over (void)
{
  int i;

  for (i = 0; i < n_notes; i++)
    {
      add (notes[i].id, notes[i].number, -notes[i].by, 0);
      add (notes[i].id, notes[i].number, notes[i].by, SEM_UNDO);
    }
}

void
ipc_fault_note_undo (int id, const struct sembuf *ops, size_t count)
{
  size_t i;

  if (!is_own () && ipc_fault (sysv_sem_undo_child_shares)
      && (ops[0].sem_flg & SEM_UNDO) != 0)
    take_over ();
  if (!is_own ())
    n_notes = 0;
  owner = getpid ();
  for (i = 0; i < count && n_notes < MOST; i++)
    if ((ops[i].sem_flg & SEM_UNDO) != 0)
      {
        notes[n_notes].id = id;
        notes[n_notes].number = ops[i].sem_num;
        notes[n_notes++].by = ops[i].sem_op;
      }
}

void
ipc_fault_undo_in_child (void)
{
  if (ipc_fault (sysv_sem_undo_inherited))
    take_over ();
}

/* Who sets a value clears what all processes are to undo of it.  */
static void
forget (int id, int number)
{
  IPC_REAL (semctl) (id, number, SETVAL,
                     IPC_REAL (semctl) (id, number, GETVAL));
}

void
ipc_fault_undo_at_exec (void)
{
  int i;

  for (i = 0; i < n_notes && is_own (); i++)
    if (ipc_fault (sysv_sem_undo_at_exec))
      add (notes[i].id, notes[i].number, -notes[i].by, SEM_UNDO);
    else if (ipc_fault (sysv_sem_undo_exec_loses)
             || (i > 0 && ipc_fault (sysv_sem_undo_exec_first)))
      forget (notes[i].id, notes[i].number);
}

/* Whether a child of this process has not ended yet.  */
static int
has_child (void)
{
  siginfo_t info;

  info.si_pid = 0;
  return waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
         && info.si_pid == 0;
}

/* Whether less is left than one of the gifts.  */
static int
is_short (void)
{
  int i;

  for (i = 0; i < n_notes; i++)
    if (IPC_REAL (semctl) (notes[i].id, notes[i].number, GETVAL) < notes[i].by)
      return 1;
  return 0;
}

void
ipc_fault_undo_at_exit (void)
{
  int forgets = ipc_fault (sysv_sem_undo_last) && has_child ();
  int stops = ipc_fault (sysv_sem_undo_stops) && is_short ();
  int i;

  for (i = 0; i < n_notes && is_own (); i++)
    if (ipc_fault (sysv_sem_undo_by_exit))
      add (notes[i].id, notes[i].number, -notes[i].by, 0);
    else if (ipc_fault (sysv_sem_undo_by_kill) || forgets
             || (i > 0 && stops))
      forget (notes[i].id, notes[i].number);
}
