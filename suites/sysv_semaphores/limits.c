/* limits.c - how much a semaphore, a semop() and the system can hold.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>

#include "facilities/facilities.h"
#include "facilities/semun.h"
#include "sysv_semaphores.h"

/* What the host says: the largest number of operations, and of sets; 0 where
   it says nothing.  */
struct told
{
  unsigned long per_set, all, ops, sets;
};

static struct told
ask_host (void)
{
  FILE *f = fopen ("/proc/sys/kernel/sem", "r");
  struct told t;

  memset (&t, 0, sizeof t);
  if (f == NULL)
    return t;
  if (fscanf (f, "%lu %lu %lu %lu", &t.per_set, &t.all, &t.ops, &t.sets) != 4)
    memset (&t, 0, sizeof t);
  fclose (f);
  return t;
}

/* The largest number that WORKS, below MOST, found by halves.  */
static int
largest (int (*works) (int id, int n), int id, int most)
{
  int good = 0, bad = most;

  while (bad - good > 1)
    {
      int middle = good + (bad - good) / 2;

      if (works (id, middle))
        good = middle;
      else
        bad = middle;
    }
  return good;
}

static int
can_be_value (int id, int n)
{
  return ipc_semctl_value (id, 0, SETVAL, n) == 0;
}

/* N operations that find the last semaphore at zero.  */
static int
can_be_ops (int id, int n)
{
  struct sembuf *ops = calloc ((size_t) n, sizeof *ops);
  int i, works, error;

  IPC_SETUP (ops != NULL);
  for (i = 0; i < n; i++)
    {
      ops[i].sem_num = 1;
      ops[i].sem_flg = IPC_NOWAIT;
    }
  works = semop (id, ops, (size_t) n) == 0;
  error = errno;
  free (ops);
  errno = error;
  return works;
}

/* RESULT is to be -1 with ERROR, at WHAT; NULL, or what it is.  */
static const char *
refused (const char *what, int result, int error)
{
  static char text[64];

  if (result == -1 && errno == error)
    return NULL;
  snprintf (text, sizeof text, "%s: %s", what,
            result == -1 ? ipc_errno_name (errno) : "works");
  return text;
}

/* The second of two operations is too much, and the first is not.  */
static const char *
exceed_second (int id)
{
  static const struct op two[2] =
    { { 1, 1, IPC_NOWAIT }, { 0, 1, IPC_NOWAIT } };
  const char *wrong = refused ("one more, second",
                               semaphores_do (id, two, 2), ERANGE);

  return wrong != NULL || semaphores_value (id, 1) == 0 ? wrong
         : "ERANGE, and the first is done";
}

/* One more than MOST, in each way in which it could come to be.  The last of
   them is too much to undo: what two operations add to each other.  */
static const char *
exceed (int id, int most)
{
  struct op one = { 0, 1, IPC_NOWAIT }, all = { 0, 0, SEM_UNDO };
  struct op back = { 0, 0, IPC_NOWAIT };
  unsigned short values[2] = { 0, 0 };
  const char *wrong;

  IPC_SETUP (ipc_semctl_value (id, 0, SETVAL, most) == 0);
  wrong = refused ("one more", semaphores_do (id, &one, 1), ERANGE);
  if (wrong == NULL)
    wrong = exceed_second (id);
  if (wrong == NULL)
    wrong = refused ("SETVAL of less than 0",
                     ipc_semctl_value (id, 0, SETVAL, -1), ERANGE);
  values[0] = (unsigned short) (most + 1);
  if (wrong == NULL && values[0] != 0)
    wrong = refused ("SETALL", ipc_semctl_array (id, SETALL, values), ERANGE);
  if (wrong == NULL && semaphores_value (id, 0) != most)
    wrong = "ERANGE, and changed";
  all.by = most > 32767 ? 32767 : most;
  back.by = -all.by;
  IPC_SETUP (ipc_semctl_value (id, 0, SETVAL, 0) == 0);
  if (wrong != NULL || most > 32767
      || (semaphores_do (id, &all, 1) == -1 && errno == ERANGE))
    return wrong;
  IPC_SETUP (semaphores_do (id, &back, 1) == 0);
  wrong = refused ("too much to undo", semaphores_do (id, &all, 1), ERANGE);
  return wrong != NULL || semaphores_value (id, 0) == 0 ? wrong
         : "ERANGE of what is to be undone, and changed";
}

static const char *
name_others (int id)
{
  const struct op next = { 2, 1, IPC_NOWAIT }, far = { 65535, 0, IPC_NOWAIT };
  const char *wrong = refused ("the semaphore after the last",
                               semaphores_do (id, &next, 1), EFBIG);

  return wrong != NULL ? wrong
         : refused ("semaphore 65535", semaphores_do (id, &far, 1), EFBIG);
}

/* Limits above these are not looked for.  */
enum { MOST_VALUE = 1 << 20, MOST_OPERATIONS = 1 << 16 };

IPC_TEST (range)
{
  static const unsigned short zeros[2];
  int id = semaphores_set (2, zeros), value, ops;
  struct told told = ask_host ();
  const char *wrong = NULL;

  value = largest (can_be_value, id, MOST_VALUE);
  if (value == MOST_VALUE - 1)
    wrong = "any value";
  else
    wrong = refused ("SETVAL", ipc_semctl_value (id, 0, SETVAL, value + 1),
                     ERANGE);
  if (wrong == NULL)
    wrong = exceed (id, value);
  if (wrong == NULL)
    wrong = name_others (id);
  ops = largest (can_be_ops, id, MOST_OPERATIONS);
  if (wrong == NULL && ops < MOST_OPERATIONS - 1)
    wrong = refused ("one operation more", -!can_be_ops (id, ops + 1), E2BIG);
  if (wrong == NULL && told.ops != 0 && told.ops < MOST_OPERATIONS
      && told.ops != (unsigned long) ops)
    wrong = "another number of operations than the host tells";
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_detail ("values up to %d, operations up to %d, told %lu", value, ops,
              told.ops);
  if (wrong == NULL && ops == MOST_OPERATIONS - 1)
    ipc_not_exercised ("a semop() may have too many operations to try");
  ipc_observe (wrong == NULL ? "ERANGE, EFBIG, E2BIG" : wrong);
}

enum { MOST_SETS = 1 << 16 };

/* What it was like where there were no sets yet.  */
struct filling
{
  struct told told;
  int by_dead, made, error;     /* sets; what the next one gave */
  int stays;                    /* whether the set of the dead is there */
  int reused;                   /* whether there is room for one that goes */
};

/* Sets that were made, of which LAST is one, and what the next one gave.  */
struct made
{
  int n, last, error;
};

static struct made
make_sets (int most)
{
  struct made m = { 0, -1, 0 };
  int id;

  for (; m.n < most; m.n++)
    {
      id = semget (IPC_PRIVATE, 1, IPC_CREAT | 0600);
      if (id == -1)
        {
          m.error = errno;
          break;
        }
      m.last = id;
    }
  return m;
}

static int
make_and_end (struct ipc_link *link, void *arg)
{
  const int *most = arg;
  struct made m = make_sets (*most);

  ipc_send (link, &m, sizeof m);
  return 0;
}

/* Half of them by a child that ends.  */
static int
fill_up (struct ipc_link *link, void *arg)
{
  struct ipc_child child;
  struct filling f;
  struct made m;
  int half, gone;

  (void) arg;
  memset (&f, 0, sizeof f);
  f.told = ask_host ();
  half = f.told.sets == 0 || f.told.sets > MOST_SETS ? MOST_SETS / 2
         : (int) (f.told.sets / 2);
  child = ipc_start (make_and_end, &half);
  ipc_receive (&child.link, &m, sizeof m);
  ipc_join_exit (&child);
  f.by_dead = m.n;
  IPC_SETUP (m.last != -1);
  gone = m.last;
  m = make_sets (MOST_SETS - f.by_dead);
  f.made = m.n;
  f.error = m.error;
  f.stays = semctl (gone, 0, IPC_RMID) == 0;
  f.reused = make_sets (1).n;
  ipc_send (link, &f, sizeof f);
  return 0;
}

static const char *
limit_word (const struct filling *f)
{
  unsigned long all = (unsigned long) f->by_dead + (unsigned long) f->made;

  if (!f->stays)
    return "gone with its maker";
  if (all >= MOST_SETS)
    return f->told.sets == 0 ? "no limit" : "more than the host tells";
  if (f->error != ENOSPC)
    return ipc_errno_name (f->error);
  if (f->told.sets != 0 && all != f->told.sets)
    return "ENOSPC at another number than the host tells";
  return f->reused ? "ENOSPC at the limit" : "ENOSPC when one has gone";
}

IPC_TEST (set_limit)
{
  struct ipc_child child;
  struct filling f;

  ipc_need_sysv (IPC_SEMAPHORES);
  child = ipc_isolated_sysv (fill_up, NULL);
  ipc_receive (&child.link, &f, sizeof f);
  ipc_join_exit (&child);
  ipc_detail ("%d by one that has ended, %d more; told %lu sets, %lu "
              "semaphores", f.by_dead, f.made, f.told.sets, f.told.all);
  if (f.told.sets >= MOST_SETS)
    ipc_not_exercised ("too many sets to make them all");
  ipc_observe (limit_word (&f));
}
