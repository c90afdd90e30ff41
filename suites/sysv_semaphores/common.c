/* common.c - what the cases about semaphores share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>

#include "facilities/facilities.h"
#include "sysv_semaphores.h"

/* Where semctl() cannot set them: by as many operations as it takes.  */
static int
fill_by_steps (int id, int n, const unsigned short *values)
{
  int i, done = 1;

  for (i = 0; i < n && done; i++)
    {
      int by = values[i] - semctl (id, i, GETVAL);
      struct op step = { 0, 0, IPC_NOWAIT };

      step.number = i;
      step.by = by;
      done = by == 0 || semaphores_do (id, &step, 1) == 0;
    }
  return done;
}

void
semaphores_fill (int id, int n, const unsigned short *values)
{
  int held = ipc_hold ();
  union ipc_semun arg;
  unsigned short copy[64];

  IPC_SETUP (n <= 64);
  memcpy (copy, values, (size_t) n * sizeof *copy);
  arg.array = copy;
  IPC_SETUP (semctl (id, 0, SETALL, arg) == 0
             || fill_by_steps (id, n, values));
  ipc_release (held);
}

int
semaphores_set (int n, const unsigned short *values)
{
  int held = ipc_hold (), id;

  ipc_need_sysv (IPC_SEMAPHORES);
  id = ipc_sysv_private (IPC_SEMAPHORES, (size_t) n);
  IPC_SETUP (id != -1);
  semaphores_fill (id, n, values);
  ipc_release (held);
  return id;
}

int
semaphores_value (int id, int number)
{
  return semctl (id, number, GETVAL);
}

int
semaphores_more_waiters (int id, int number)
{
  return semctl (id, number, GETNCNT);
}

int
semaphores_zero_waiters (int id, int number)
{
  return semctl (id, number, GETZCNT);
}

const char *
semaphores_values (int id, int n)
{
  static char texts[4][128];
  static int which;
  char *text = texts[which++ % 4];
  int i, value, length = 0;

  for (i = 0; i < n; i++)
    {
      value = semaphores_value (id, i);
      if (value == -1)
        return ipc_errno_name (errno);
      length += snprintf (text + length, sizeof texts[0] - (size_t) length,
                          "%s%d", i == 0 ? "" : " ", value);
    }
  return text;
}

int
semaphores_do (int id, const struct op *ops, int n)
{
  struct sembuf buf[MOST_OPS];
  int i;

  memset (buf, 0, sizeof buf);
  for (i = 0; i < n; i++)
    {
      buf[i].sem_num = (unsigned short) ops[i].number;
      buf[i].sem_op = (short) ops[i].by;
      buf[i].sem_flg = (short) ops[i].flags;
    }
  return semop (id, buf, (size_t) n);
}

const char *
semaphores_did (int id, const struct op *ops, int n)
{
  return semaphores_do (id, ops, n) == 0 ? "OK" : ipc_errno_name (errno);
}

static void
catch (int signo)
{
  (void) signo;
}

static int
act (struct ipc_link *link, void *arg)
{
  const struct action *a = arg;
  int times = a->signals;
  char answer[16];

  if (a->signals)
    ipc_handle (SIGUSR1, catch, 0);
  do
    {
      memset (answer, 0, sizeof answer);
      snprintf (answer, sizeof answer, "%s",
                semaphores_did (a->id, a->ops, a->n));
      ipc_send (link, answer, sizeof answer);
    }
  while (--times > 0);
  ipc_hear_end (link);
  return 0;
}

struct ipc_child
semaphores_start (struct action *a)
{
  return ipc_start (act, a);
}

int
semaphores_blocks (struct ipc_child *child)
{
  return ipc_await_block_or_tell (child, "semop") == IPC_BLOCKS;
}

const char *
semaphores_told (struct ipc_child *child)
{
  static char answers[4][16];
  static int which;
  char *answer = answers[which++ % 4];

  if (ipc_await_released (child, "semop") == IPC_BLOCKS)
    return "waits on";
  ipc_receive (&child->link, answer, sizeof answers[0]);
  return answer;
}
