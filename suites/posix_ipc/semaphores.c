/* semaphores.c - semaphores of POSIX, with and without a name.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "posix_ipc.h"

/* How often SEM can be taken, which is then given back; -1 if it does not
   end with EAGAIN.  Not sem_getvalue(), which macOS does not have.  */
static int
value (sem_t *sem)
{
  int n = 0, i, error;

  while (n < 100 && sem_trywait (sem) == 0)
    n++;
  error = errno;
  for (i = 0; i < n; i++)
    sem_post (sem);
  return n < 100 && error != EAGAIN ? -1 : n;
}

static char name[IPC_POSIX_NAME];

static sem_t *
open_named (int flags, unsigned initial)
{
  sem_t *sem = sem_open (name, flags, 0600, initial);

  IPC_SETUP (sem != SEM_FAILED);
  return sem;
}

/* Make it with 2 and leave it with 3.  */
static int
make_it (struct ipc_link *link, void *arg)
{
  sem_t *sem = open_named (O_CREAT | O_EXCL, 2);

  (void) link;
  (void) arg;
  IPC_SETUP (sem_post (sem) == 0);
  return sem_close (sem) == -1;
}

/* Ask for 9, tell what it has, and end without sem_close().  */
static int
open_it (struct ipc_link *link, void *arg)
{
  sem_t *sem = open_named (O_CREAT, 9);
  int n = value (sem);

  (void) arg;
  ipc_send (link, &n, sizeof n);
  return sem_trywait (sem) == -1;
}

static void
remove_it (sem_t *old)
{
  sem_t *new;

  IPC_SETUP (sem_unlink (name) == 0);
  new = sem_open (name, 0);
  ipc_compare_value ("removed, there", new != SEM_FAILED, 0);
  if (new == SEM_FAILED)
    ipc_compare_value ("removed, ENOENT", errno == ENOENT, 1);
  if (ipc_wrong () != NULL)
    return;
  ipc_compare_value ("removed, for its holder", value (old), 2);
  new = open_named (O_CREAT | O_EXCL, 5);
  ipc_compare_value ("of the same name, new", value (new), 5);
  IPC_SETUP (sem_post (old) == 0);
  ipc_compare_value ("the new one when the old is posted", value (new), 5);
  ipc_compare_value ("the old one then", value (old), 3);
}

IPC_TEST (sem_named_persist)
{
  struct ipc_child child;
  sem_t *sem;
  int n;

  ipc_need_posix (IPC_NAMED_SEMAPHORE);
  ipc_posix_name (IPC_NAMED_SEMAPHORE, 30, name);
  child = ipc_start (make_it, NULL);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  child = ipc_start (open_it, NULL);
  ipc_receive (&child.link, &n, sizeof n);
  ipc_compare_value ("opened with 9", n, 3);
  ipc_join_exit (&child);
  sem = open_named (0, 0);
  ipc_compare_value ("when its holder has ended", value (sem), 2);
  remove_it (sem);
  ipc_remove_posix (IPC_NAMED_SEMAPHORE, name);
  ipc_observe_right ("kept, then another one");
}

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

struct wait
{
  sem_t *sem;
  struct timespec until;
};

static long
wait_until (void *arg)
{
  const struct wait *w = arg;

  return sem_timedwait (w->sem, &w->until);
}

/* "0", an errno name, or that it blocks.  */
static const char *
waits (sem_t *sem, time_t seconds, long nanoseconds)
{
  struct wait w;
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
  struct wait *w = arg;
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
  struct wait w;
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
  struct wait w;
  struct ipc_child child;
  char answer;

  w.sem = sem;
  IPC_SETUP (clock_gettime (CLOCK_REALTIME, &w.until) == 0);
  w.until.tv_nsec += 30000000;
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
  IPC_SETUP (sem_post (sem) == 0);
  ipc_compare ("posted, a time long past", waits (sem, 1, 0), "0");
  ipc_compare_value ("taken", value (sem), 0);
  post_it (sem);
  let_time_pass (sem);
  ipc_observe_right ("in time");
}

static int
count (sem_t *sem)
{
  int n = -1;

  return sem_getvalue (sem, &n) == 0 ? n : -100;
}

/* Take one, and then wait for one more.  */
static int
take_two (struct ipc_link *link, void *arg)
{
  sem_t *sem = arg;

  if (sem_trywait (sem) == -1)
    ipc_tell (link, 'x');
  ipc_tell (link, 't');
  ipc_expect (link, 'g');
  ipc_tell (link, sem_wait (sem) == 0 ? 'w' : 'x');
  return 0;
}

static void
share (sem_t *sem)
{
  struct ipc_child child = ipc_start (take_two, sem);

  ipc_compare_value ("trywait elsewhere", ipc_hear (&child.link), 't');
  ipc_compare_value ("taken elsewhere", count (sem), 1);
  ipc_compare_value ("trywait", sem_trywait (sem), 0);
  ipc_compare_value ("taken here", count (sem), 0);
  ipc_compare_value ("trywait of 0", sem_trywait (sem), -1);
  ipc_compare ("trywait of 0", ipc_errno_name (errno), "EAGAIN");
  ipc_tell (&child.link, 'g');
  if (ipc_await_block_or_tell (&child, "sem_wait") == IPC_TELLS)
    ipc_compare ("sem_wait", "does not wait", "waits");
  ipc_compare_value ("with one who waits, more than 0", count (sem) > 0, 0);
  ipc_compare_value ("post", sem_post (sem), 0);
  if (ipc_await_released (&child, "sem_wait") == IPC_BLOCKS)
    ipc_compare ("posted", "waits on", "taken");
  else
    ipc_compare_value ("sem_wait", ipc_hear (&child.link), 'w');
  ipc_end (&child);
  ipc_compare_value ("in the end", count (sem), 0);
}

IPC_TEST (sem_unnamed)
{
  sem_t *sem = ipc_shared (sizeof *sem);

  memset (sem, 0xff, sizeof *sem);
  if (sem_init (sem, 1, 2) == -1 && errno == ENOSYS)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_compare_value ("with 2", count (sem), 2);
  share (sem);
  ipc_compare_value ("destroy", sem_destroy (sem), 0);
  ipc_compare_value ("for one process", sem_init (sem, 0, 1), 0);
  ipc_compare_value ("for one process, with 1", count (sem), 1);
  ipc_compare_value ("destroy", sem_destroy (sem), 0);
  ipc_observe_right ("works");
}
