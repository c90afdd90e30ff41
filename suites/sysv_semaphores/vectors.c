/* vectors.c - several operations as one.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>

#include "sysv_semaphores.h"

#define COUNT(array) ((int) (sizeof (array) / sizeof *(array)))

/* A semop() on a set of two, and what is to come of it.  */
struct trial
{
  unsigned short before[2];
  int n;
  struct op ops[MOST_OPS];
  const char *answer, *after;
};

struct attempt
{
  int id;
  const struct trial *t;
};

static long
attempt (void *arg)
{
  const struct attempt *a = arg;

  return semaphores_do (a->id, a->t->ops, a->t->n);
}

/* NULL, or what comes of T instead.  */
static const char *
try_one (int id, const struct trial *t)
{
  struct attempt a = { id, t };
  const char *answer, *after;
  long result;

  semaphores_fill (id, 2, t->before);
  answer = ipc_try ("semop", attempt, &a, &result) == IPC_BLOCKS ? "waits"
           : result == 0 ? "OK" : ipc_errno_name (errno);
  after = semaphores_values (id, 2);
  if (strcmp (answer, t->answer) == 0 && strcmp (after, t->after) == 0)
    return NULL;
  ipc_detail ("of %d %d: %s, %s", t->before[0], t->before[1], answer, after);
  return strcmp (answer, t->answer) != 0 ? answer : "other values";
}

static const char *
try_each (int id, const struct trial *trials, int n)
{
  const char *wrong = NULL;
  int i;

  for (i = 0; i < n && wrong == NULL; i++)
    wrong = try_one (id, &trials[i]);
  return wrong;
}

/* While a child waits for both, another may have the first; it gets them when
   both are there.  */
static const char *
wait_for_both (int id)
{
  static const unsigned short first_only[2] = { 1, 0 };
  static const struct op take_first = { 0, -1, IPC_NOWAIT };
  static const struct op give[2] = { { 0, 1, 0 }, { 1, 1, 0 } };
  struct action a = { 0, 2, { { 0, -1, 0 }, { 1, -1, 0 } }, 0 };
  struct ipc_child child;
  const char *wrong = NULL, *told;

  a.id = id;
  semaphores_fill (id, 2, first_only);
  child = semaphores_start (&a);
  if (!semaphores_blocks (&child))
    wrong = "does not wait";
  else if (semaphores_do (id, &take_first, 1) == -1)
    wrong = "who waits has taken the first";
  else if (semaphores_do (id, &give[1], 1) == -1)
    wrong = "cannot give";
  else if (ipc_await_released (&child, "semop") != IPC_BLOCKS)
    wrong = "does not wait for both";
  else if (strcmp (semaphores_values (id, 2), "0 1") != 0)
    wrong = "who waits has taken the second";
  else if (semaphores_do (id, &give[0], 1) == -1)
    wrong = "cannot give";
  else if (told = semaphores_told (&child), strcmp (told, "OK") != 0)
    wrong = told;
  else if (strcmp (semaphores_values (id, 2), "0 0") != 0)
    wrong = "other values in the end";
  ipc_end (&child);
  return wrong;
}

IPC_TEST (atomic_vector)
{
  static const unsigned short zeros[2];
  static const struct trial trials[] =
    {
      { { 1, 0 }, 2, { { 0, -1, 0 }, { 1, -1, IPC_NOWAIT } },
        "EAGAIN", "1 0" },
      { { 0, 1 }, 2, { { 0, 3, IPC_NOWAIT }, { 1, 0, IPC_NOWAIT } },
        "EAGAIN", "0 1" },
      { { 5, 5 }, 2, { { 0, -2, IPC_NOWAIT }, { 2, 1, IPC_NOWAIT } },
        "EFBIG", "5 5" },
      { { 1, 1 }, 2, { { 0, -1, IPC_NOWAIT }, { 1, -1, IPC_NOWAIT } },
        "OK", "0 0" },
      { { 4, 0 }, 3, { { 0, -1, 0 }, { 1, 2, 0 }, { 0, -3, IPC_NOWAIT } },
        "OK", "0 2" }
    };
  int id = semaphores_set (2, zeros);
  const char *wrong = try_each (id, trials, COUNT (trials));

  if (wrong == NULL)
    wrong = wait_for_both (id);
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_observe (wrong == NULL ? "all or none" : wrong);
}

/* A child has to wait for what T is, until BY is added to the first
   semaphore.  */
static const char *
wait_first (int id, const struct trial *t, int by)
{
  const struct op change = { 0, by, IPC_NOWAIT };
  struct action a;
  struct ipc_child child;
  const char *wrong = NULL, *told;

  memset (&a, 0, sizeof a);
  a.id = id;
  a.n = t->n;
  memcpy (a.ops, t->ops, sizeof a.ops);
  semaphores_fill (id, 2, t->before);
  child = semaphores_start (&a);
  if (!semaphores_blocks (&child))
    wrong = "does not wait";
  else if (semaphores_do (id, &change, 1) == -1)
    wrong = "cannot give";
  else if (told = semaphores_told (&child), strcmp (told, t->answer) != 0)
    wrong = told;
  else if (strcmp (semaphores_values (id, 2), t->after) != 0)
    wrong = "other values in the end";
  ipc_end (&child);
  return wrong;
}

IPC_TEST (same_sem_sequence)
{
  static const unsigned short zeros[2];
  static const struct trial trials[] =
    {
      { { 0, 0 }, 2, { { 0, 0, IPC_NOWAIT }, { 0, 1, 0 } }, "OK", "1 0" },
      { { 0, 0 }, 2, { { 0, 1, 0 }, { 0, 0, IPC_NOWAIT } }, "EAGAIN", "0 0" },
      { { 0, 0 }, 2, { { 0, 1, 0 }, { 0, -1, IPC_NOWAIT } }, "OK", "0 0" },
      { { 0, 0 }, 2, { { 0, -1, IPC_NOWAIT }, { 0, 1, 0 } },
        "EAGAIN", "0 0" },
      { { 0, 3 }, 4, { { 1, -3, IPC_NOWAIT }, { 1, 0, IPC_NOWAIT },
                       { 1, 2, 0 }, { 1, -1, IPC_NOWAIT } }, "OK", "0 1" }
    };
  static const struct trial waits =
    { { 1, 0 }, 2, { { 0, 0, 0 }, { 0, 1, 0 } }, "OK", "1 0" };
  int id = semaphores_set (2, zeros);
  const char *wrong = try_each (id, trials, COUNT (trials));

  if (wrong == NULL)
    wrong = wait_first (id, &waits, -1);
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_observe (wrong == NULL ? "in order" : wrong);
}

IPC_TEST (nowait)
{
  static const unsigned short zeros[2];
  static const struct trial trials[] =
    {
      { { 0, 0 }, 1, { { 0, -1, IPC_NOWAIT } }, "EAGAIN", "0 0" },
      { { 1, 2 }, 1, { { 0, 0, IPC_NOWAIT } }, "EAGAIN", "1 2" },
      { { 2, 0 }, 1, { { 0, -3, IPC_NOWAIT } }, "EAGAIN", "2 0" },
      { { 2, 0 }, 1, { { 0, -2, IPC_NOWAIT } }, "OK", "0 0" },
      { { 0, 2 }, 1, { { 0, 0, IPC_NOWAIT } }, "OK", "0 2" },
      { { 0, 2 }, 1, { { 0, 1, IPC_NOWAIT } }, "OK", "1 2" }
    };
  /* Of an operation that has not to wait it means nothing.  */
  static const struct trial waits =
    { { 0, 0 }, 2, { { 0, -1, 0 }, { 1, 1, IPC_NOWAIT } }, "OK", "0 1" };
  int id = semaphores_set (2, zeros);
  const char *wrong = try_each (id, trials, COUNT (trials));

  if (wrong == NULL)
    wrong = wait_first (id, &waits, 1);
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_observe (wrong == NULL ? "EAGAIN, nothing changes" : wrong);
}
