/* timed.c - waits for a semaphore that end at a time.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>

#include "posix_ipc.h"

/* A semaphore that processes share, with or without a name.  */
static sem_t *
new_semaphore (unsigned initial)
{
  sem_t *sem = ipc_shared (sizeof *sem);
  int held = ipc_hold ();
  char other[IPC_POSIX_NAME];

  if (sem_init (sem, 1, initial) == -1)
    {
      ipc_need_posix (IPC_NAMED_SEMAPHORE);
      ipc_posix_name (IPC_NAMED_SEMAPHORE, 30, other);
      sem = sem_open (other, O_CREAT | O_EXCL, 0600, initial);
      IPC_SETUP (sem != SEM_FAILED);
      ipc_remove_posix (IPC_NAMED_SEMAPHORE, other);
    }
  ipc_release (held);
  return sem;
}

struct watch
{
  sem_t *sem;
  struct timespec until;
};

static long
wait_until (void *arg)
{
  const struct watch *w = arg;

  return sem_timedwait (w->sem, &w->until);
}

/* "0", an errno name, or that it blocks.  */
static const char *
waits (sem_t *sem, time_t seconds, long nanoseconds)
{
  struct watch w;
  long result;

  w.sem = sem;
  w.until.tv_sec = seconds;
  w.until.tv_nsec = nanoseconds;
  if (ipc_try ("sem_timedwait", wait_until, &w, &result) == IPC_BLOCKS)
    return "blocks";
  return result == 0 ? "0" : ipc_errno_name (errno);
}

/* What it gives, to the parent, and whether that was before its time.  */
static int
wait_a_while (struct ipc_link *link, void *arg)
{
  struct watch *w = arg;
  struct timespec now;
  char answer = 'w';

  if (sem_timedwait (w->sem, &w->until) == 0)
    answer = '0';
  else if (errno == ETIMEDOUT)
    {
      IPC_SETUP (clock_gettime (CLOCK_REALTIME, &now) == 0);
      answer = now.tv_sec < w->until.tv_sec
               || (now.tv_sec == w->until.tv_sec
                   && now.tv_nsec < w->until.tv_nsec) ? 'e' : 't';
    }
  ipc_tell (link, answer);
  return 0;
}

/* When it is posted it is taken.  */
static void
post_it (sem_t *sem)
{
  struct watch w;
  struct ipc_child child;

  w.sem = sem;
  w.until.tv_sec = time (NULL) + 3600;
  w.until.tv_nsec = 0;
  child = ipc_start (wait_a_while, &w);
  if (ipc_await_block_or_tell (&child, "sem_timedwait") == IPC_TELLS)
    ipc_compare ("with an hour", "does not wait", "waits");
  else
    {
      IPC_SETUP (sem_post (sem) == 0);
      if (ipc_await_released (&child, "sem_timedwait") == IPC_BLOCKS)
        ipc_compare ("posted", "waits on", "taken");
      else
        ipc_compare_value ("posted", ipc_hear (&child.link), '0');
    }
  ipc_end (&child);
}

/* The time comes by itself.  */
static void
let_time_pass (sem_t *sem)
{
  struct watch w;
  struct ipc_child child;
  char answer;

  w.sem = sem;
  IPC_SETUP (clock_gettime (CLOCK_REALTIME, &w.until) == 0);
  w.until.tv_nsec += 300000000;
  w.until.tv_sec += w.until.tv_nsec / 1000000000;
  w.until.tv_nsec %= 1000000000;
  child = ipc_start (wait_a_while, &w);
  answer = ipc_hear (&child.link);
  ipc_compare ("in the end", answer == 't' ? "ETIMEDOUT"
               : answer == 'e' ? "ETIMEDOUT, too early" : "another answer",
               "ETIMEDOUT");
  ipc_join_exit (&child);
}

IPC_TEST (sem_timedwait)
{
  sem_t *sem = new_semaphore (0);
  const char *got = waits (sem, 1, 0);

  if (strcmp (got, "ENOSYS") == 0)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_compare ("a time long past", got, "ETIMEDOUT");
  ipc_compare ("a second of too many parts", waits (sem, 1, 1000000000),
               "EINVAL");
  ipc_compare ("a second of less than no parts", waits (sem, 1, -1), "EINVAL");
  IPC_SETUP (sem_post (sem) == 0);
  ipc_compare ("posted, a time long past", waits (sem, 1, 0), "0");
  ipc_compare_value ("taken", posix_ipc_value (sem), 0);
  post_it (sem);
  let_time_pass (sem);
  ipc_compare_value ("when the time has come", posix_ipc_value (sem), 0);
  IPC_SETUP (sem_post (sem) == 0);
  ipc_compare ("posted then", waits (sem, 1, 0), "0");
  ipc_observe_right ("in time");
}
