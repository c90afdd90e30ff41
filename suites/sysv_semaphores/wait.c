/* wait.c - who waits for a semaphore, and what ends that.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>

#include "facilities/facilities.h"
#include "sysv_semaphores.h"

/* Two children that wait for zero at a semaphore of 2.  */
static const char *
count_down (int id, struct ipc_child *child)
{
  static const struct op take = { 0, -1, IPC_NOWAIT };
  const char *told;
  int i;

  if (semaphores_zero_waiters (id, 0) != 2)
    return "GETZCNT does not count both";
  IPC_SETUP (semaphores_do (id, &take, 1) == 0);
  for (i = 0; i < 2; i++)
    if (ipc_await_released (&child[i], "semop") != IPC_BLOCKS)
      return "does not wait until it is zero";
  IPC_SETUP (semaphores_do (id, &take, 1) == 0);
  for (i = 0; i < 2; i++)
    if (told = semaphores_told (&child[i]), strcmp (told, "OK") != 0)
      return told;
  return strcmp (semaphores_values (id, 2), "0 7") == 0 ? NULL
         : "changes the semaphore";
}

IPC_TEST (wait_zero)
{
  static const unsigned short values[2] = { 2, 7 };
  struct action a = { 0, 1, { { 0, 0, 0 } }, 0 };
  struct ipc_child child[2];
  const char *wrong;
  int i, block = 1;

  a.id = semaphores_set (2, values);
  for (i = 0; i < 2; i++)
    {
      child[i] = semaphores_start (&a);
      block = semaphores_blocks (&child[i]) && block;
    }
  wrong = block ? count_down (a.id, child) : "does not wait";
  for (i = 0; i < 2; i++)
    ipc_end (&child[i]);
  ipc_remove_sysv (IPC_SEMAPHORES, a.id);
  ipc_observe (wrong == NULL ? "waits for zero" : wrong);
}

/* Children: the first and the third wait for more than the 0 of the first
   semaphore, the others until the 1 of the second is zero.  */
enum { MOST_WAITERS = 4 };
struct waiting
{
  int id, n, block;
  struct ipc_child child[MOST_WAITERS];
};

/* The first N, one after the other.  The third and the fourth do two
   operations, of which the second waits.  */
static void
begin (struct waiting *t, int n, int signals)
{
  static const unsigned short values[2] = { 0, 1 };
  static const struct action actions[MOST_WAITERS] =
    {
      { 0, 1, { { 0, -1, 0 } }, 0 },
      { 0, 1, { { 1, 0, 0 } }, 0 },
      { 0, 2, { { 1, 2, SEM_UNDO }, { 0, -1, SEM_UNDO } }, 0 },
      { 0, 2, { { 0, 3, SEM_UNDO }, { 1, 0, SEM_UNDO } }, 0 }
    };
  struct action a;
  int i;

  memset (t, 0, sizeof *t);
  t->id = semaphores_set (2, values);
  t->n = n;
  t->block = 1;
  for (i = 0; i < n; i++)
    {
      a = actions[i];
      a.id = t->id;
      a.signals = signals;
      t->child[i] = semaphores_start (&a);
      t->block = semaphores_blocks (&t->child[i]) && t->block;
    }
}

/* NULL if all of them tell ANSWER.  */
static const char *
all_told (struct waiting *t, const char *answer)
{
  const char *told;
  int i;

  for (i = 0; i < t->n; i++)
    if (told = semaphores_told (&t->child[i]), strcmp (told, answer) != 0)
      {
        ipc_detail ("who waits for %s", i % 2 == 0 ? "more" : "zero");
        return told;
      }
  return NULL;
}

static void
end_children (struct waiting *t)
{
  while (t->n > 0)
    ipc_end (&t->child[--t->n]);
}

static void
end (struct waiting *t)
{
  end_children (t);
  ipc_remove_sysv (IPC_SEMAPHORES, t->id);
}

IPC_TEST (rmid_wakes)
{
  struct waiting t;
  const char *wrong;

  begin (&t, 4, 0);
  if (!t.block)
    wrong = "does not wait";
  else if (semctl (t.id, 0, IPC_RMID) == -1)
    wrong = ipc_errno_name (errno);
  else
    wrong = all_told (&t, "EIDRM");
  end (&t);
  ipc_observe (wrong == NULL ? "both get EIDRM" : wrong);
}

/* Signal all of them; NULL if that interrupts them.  */
static const char *
interrupt (struct waiting *t)
{
  int i;

  if (!t->block)
    return "does not wait";
  for (i = 0; i < t->n; i++)
    IPC_SETUP (kill (t->child[i].pid, SIGUSR1) == 0);
  return all_told (t, "EINTR");
}

/* The second time is as the first one.  */
IPC_TEST (eintr)
{
  struct waiting t;
  const char *wrong;
  int i;

  begin (&t, 4, 2);
  wrong = interrupt (&t);
  for (i = 0; i < 4 && wrong == NULL; i++)
    t.block = semaphores_blocks (&t.child[i]) && t.block;
  if (wrong == NULL)
    wrong = interrupt (&t);
  if (wrong == NULL && strcmp (semaphores_values (t.id, 2), "0 1") != 0)
    wrong = "EINTR, and changed";
  end_children (&t);
  if (wrong == NULL && strcmp (semaphores_values (t.id, 2), "0 1") != 0)
    wrong = "EINTR, and undone";
  end (&t);
  ipc_observe (wrong == NULL ? "both get EINTR, nothing changes" : wrong);
}

/* The waiters for more and for zero at both semaphores: "1 0, 0 1".  */
static const char *
waiters (int id)
{
  static char texts[2][64];
  static int which;
  char *text = texts[which++ % 2];

  snprintf (text, sizeof texts[0], "%d %d, %d %d",
            semaphores_more_waiters (id, 0), semaphores_zero_waiters (id, 0),
            semaphores_more_waiters (id, 1), semaphores_zero_waiters (id, 1));
  return text;
}

IPC_TEST (count_after_eintr)
{
  struct waiting t;
  const char *wrong, *before = "", *after = "";

  begin (&t, 2, 1);
  if (t.block)
    before = waiters (t.id);
  wrong = interrupt (&t);
  if (wrong == NULL && strcmp (before, "1 0, 0 1") != 0)
    wrong = "does not count them before";
  after = waiters (t.id);
  end (&t);
  ipc_detail ("%s, then %s", before, after);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (strcmp (after, "0 0, 0 0") == 0)
    ipc_observe ("no longer");
  else
    ipc_observe (strcmp (after, before) == 0 ? "still counted"
                 : "one of both is counted");
}

/* All that is wrong with the counts while three wait: two for more at the
   first semaphore, one for zero at the second.  */
static const char *
count_three (struct waiting *t)
{
  if (!t->block)
    return "does not wait";
  if (semaphores_more_waiters (t->id, 0) != 2)
    return "GETNCNT is not 2";
  if (semaphores_zero_waiters (t->id, 1) != 1)
    return "GETZCNT is not 1";
  return strcmp (waiters (t->id), "2 0, 0 1") == 0 ? NULL
         : "counts waiters at the other";
}

/* Release first who waits for zero, then both others at once.  */
static const char *
count_down_three (struct waiting *t)
{
  static const struct op clear = { 1, -1, IPC_NOWAIT }, give = { 0, 2, 0 };

  IPC_SETUP (semaphores_do (t->id, &clear, 1) == 0);
  if (strcmp (semaphores_told (&t->child[1]), "OK") != 0)
    return "does not go on";
  if (semctl (t->id, 1, GETPID) != (int) t->child[1].pid)
    return "GETPID is not who has waited for zero";
  IPC_SETUP (semaphores_do (t->id, &give, 1) == 0);
  if (strcmp (semaphores_told (&t->child[0]), "OK") != 0
      || strcmp (semaphores_told (&t->child[2]), "OK") != 0)
    return "does not go on";
  return strcmp (waiters (t->id), "0 0, 0 0") == 0 ? NULL
         : "counts who has gone on";
}

/* Of a child that waits, and is killed.  */
static const char *
count_killed (int id)
{
  struct action a = { 0, 1, { { 0, -1, 0 } }, 0 };
  struct ipc_child child;
  const char *wrong = NULL;

  a.id = id;
  child = semaphores_start (&a);
  if (!semaphores_blocks (&child) || semaphores_more_waiters (id, 0) != 1)
    wrong = "GETNCNT is not 1";
  ipc_end (&child);
  return wrong != NULL || strcmp (waiters (id), "0 0, 0 0") == 0 ? wrong
         : "counts who was killed";
}

/* Of a child that does A, after which others try in vain; the last users are
   to be it at the second semaphore, and FIRST, or it for 0, at the first.  */
static const char *
see_last (struct action *a, int first)
{
  static const struct op vain[2] =
    { { 0, -99, IPC_NOWAIT }, { 1, -99, IPC_NOWAIT } };
  struct ipc_child child = semaphores_start (a);
  const char *wrong = NULL;

  if (strcmp (semaphores_told (&child), "OK") != 0)
    wrong = "cannot give";
  else if (semaphores_do (a->id, &vain[0], 1) != -1
           || semaphores_do (a->id, &vain[1], 1) != -1)
    wrong = "takes what is not there";
  else if (semctl (a->id, 1, GETPID) != (int) child.pid)
    wrong = "GETPID is not the last user";
  else if (semctl (a->id, 0, GETPID) != (first == 0 ? child.pid : first))
    wrong = first == 0 ? "GETPID is not the last user of both"
            : "GETPID is the last user of another one";
  ipc_end (&child);
  return wrong;
}

static const char *
see_users (int id)
{
  struct action second = { 0, 1, { { 1, 5, 0 } }, 0 };
  struct action both = { 0, 2, { { 0, 1, 0 }, { 1, -2, 0 } }, 0 };
  const char *wrong;

  second.id = both.id = id;
  wrong = see_last (&second, semctl (id, 0, GETPID));
  return wrong != NULL ? wrong : see_last (&both, 0);
}

IPC_TEST (counts)
{
  struct action a = { 0, 1, { { 0, -1, 0 } }, 0 };
  const char *wrong;
  struct waiting t;

  begin (&t, 2, 0);
  a.id = t.id;
  t.child[t.n++] = semaphores_start (&a);
  t.block = semaphores_blocks (&t.child[2]) && t.block;
  wrong = count_three (&t);
  if (wrong == NULL)
    wrong = count_down_three (&t);
  if (wrong == NULL)
    wrong = count_killed (t.id);
  if (wrong == NULL)
    wrong = see_users (t.id);
  end (&t);
  ipc_observe (wrong == NULL ? "waiters and the last user" : wrong);
}
