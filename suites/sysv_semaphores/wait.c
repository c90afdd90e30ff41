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

/* A child that waits for zero at a semaphore of 2.  */
static const char *
count_down (int id, struct ipc_child *child)
{
  static const struct op take = { 0, -1, IPC_NOWAIT };
  const char *told;

  if (!semaphores_blocks (child))
    return "does not wait";
  if (semaphores_zero_waiters (id, 0) != 1)
    return "GETZCNT does not count it";
  IPC_SETUP (semaphores_do (id, &take, 1) == 0);
  if (ipc_await_released (child, "semop") != IPC_BLOCKS)
    return "does not wait until it is zero";
  IPC_SETUP (semaphores_do (id, &take, 1) == 0);
  told = semaphores_told (child);
  if (strcmp (told, "OK") != 0)
    return told;
  return strcmp (semaphores_values (id, 2), "0 7") == 0 ? NULL
         : "changes the semaphore";
}

IPC_TEST (wait_zero)
{
  static const unsigned short values[2] = { 2, 7 };
  struct action a = { 0, 1, { { 0, 0, 0 } }, 0 };
  struct ipc_child child;
  const char *wrong;

  a.id = semaphores_set (2, values);
  child = semaphores_start (&a);
  wrong = count_down (a.id, &child);
  ipc_end (&child);
  ipc_remove_sysv (IPC_SEMAPHORES, a.id);
  ipc_observe (wrong == NULL ? "waits for zero" : wrong);
}

/* Two children: one waits for more than the 0 of the first semaphore, the
   other until the 1 of the second is zero.  */
struct two
{
  int id;
  struct action a[2];
  struct ipc_child child[2];
};

static void
begin_two (struct two *t, int signals)
{
  static const unsigned short values[2] = { 0, 1 };
  int i;

  memset (t, 0, sizeof *t);
  t->id = semaphores_set (2, values);
  t->a[0].ops[0].by = -1;
  t->a[1].ops[0].number = 1;
  for (i = 0; i < 2; i++)
    {
      t->a[i].id = t->id;
      t->a[i].n = 1;
      t->a[i].signals = signals;
      t->child[i] = semaphores_start (&t->a[i]);
    }
}

static int
both_block (struct two *t)
{
  return semaphores_blocks (&t->child[0]) && semaphores_blocks (&t->child[1]);
}

/* NULL if both of them tell ANSWER.  */
static const char *
both_told (struct two *t, const char *answer)
{
  const char *told;
  int i;

  for (i = 0; i < 2; i++)
    if (told = semaphores_told (&t->child[i]), strcmp (told, answer) != 0)
      {
        ipc_detail ("who waits for %s", i == 0 ? "more" : "zero");
        return told;
      }
  return NULL;
}

static void
end_two (struct two *t)
{
  ipc_end (&t->child[0]);
  ipc_end (&t->child[1]);
  ipc_remove_sysv (IPC_SEMAPHORES, t->id);
}

IPC_TEST (rmid_wakes)
{
  struct two t;
  const char *wrong;

  begin_two (&t, 0);
  if (!both_block (&t))
    wrong = "does not wait";
  else if (semctl (t.id, 0, IPC_RMID) == -1)
    wrong = ipc_errno_name (errno);
  else
    wrong = both_told (&t, "EIDRM");
  end_two (&t);
  ipc_observe (wrong == NULL ? "both get EIDRM" : wrong);
}

/* Signal both of them; NULL if that interrupts them.  */
static const char *
interrupt (struct two *t)
{
  if (!both_block (t))
    return "does not wait";
  IPC_SETUP (kill (t->child[0].pid, SIGUSR1) == 0
             && kill (t->child[1].pid, SIGUSR1) == 0);
  return both_told (t, "EINTR");
}

IPC_TEST (eintr)
{
  struct two t;
  const char *wrong;

  begin_two (&t, 1);
  wrong = interrupt (&t);
  if (wrong == NULL && strcmp (semaphores_values (t.id, 2), "0 1") != 0)
    wrong = "EINTR, and changed";
  end_two (&t);
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
  struct two t;
  const char *wrong, *before = "", *after = "";

  begin_two (&t, 1);
  if (both_block (&t))
    before = waiters (t.id);
  wrong = interrupt (&t);
  if (wrong == NULL && strcmp (before, "1 0, 0 1") != 0)
    wrong = "does not count them before";
  after = waiters (t.id);
  end_two (&t);
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
count_three (struct two *t, struct ipc_child *third)
{
  if (!both_block (t) || !semaphores_blocks (third))
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
count_down_three (struct two *t, struct ipc_child *third)
{
  static const struct op clear = { 1, -1, IPC_NOWAIT }, give = { 0, 2, 0 };

  IPC_SETUP (semaphores_do (t->id, &clear, 1) == 0);
  if (strcmp (semaphores_told (&t->child[1]), "OK") != 0)
    return "does not go on";
  if (semctl (t->id, 1, GETPID) != (int) t->child[1].pid)
    return "GETPID is not who has waited for zero";
  IPC_SETUP (semaphores_do (t->id, &give, 1) == 0);
  if (strcmp (semaphores_told (&t->child[0]), "OK") != 0
      || strcmp (semaphores_told (third), "OK") != 0)
    return "does not go on";
  return strcmp (waiters (t->id), "0 0, 0 0") == 0 ? NULL
         : "counts who has gone on";
}

/* Of a child that does something at the second semaphore alone.  */
static const char *
see_last (int id)
{
  struct action a = { 0, 1, { { 1, 5, 0 } }, 0 };
  int before = semctl (id, 0, GETPID);
  struct ipc_child child;
  const char *wrong = NULL;

  a.id = id;
  child = semaphores_start (&a);
  if (strcmp (semaphores_told (&child), "OK") != 0)
    wrong = "cannot give";
  else if (semctl (id, 1, GETPID) != (int) child.pid)
    wrong = "GETPID is not the last user";
  else if (semctl (id, 0, GETPID) != before)
    wrong = "GETPID is the last user of another one";
  ipc_end (&child);
  return wrong;
}

IPC_TEST (counts)
{
  struct ipc_child third;
  const char *wrong;
  struct two t;

  begin_two (&t, 0);
  third = semaphores_start (&t.a[0]);
  wrong = count_three (&t, &third);
  if (wrong == NULL)
    wrong = count_down_three (&t, &third);
  ipc_end (&third);
  if (wrong == NULL)
    wrong = see_last (t.id);
  end_two (&t);
  ipc_observe (wrong == NULL ? "waiters and the last user" : wrong);
}
