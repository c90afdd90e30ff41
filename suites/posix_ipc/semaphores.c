/* semaphores.c - semaphores of POSIX: their names, and those of memory.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <string.h>
#include <unistd.h>

#include "posix_ipc.h"

int
posix_ipc_value (sem_t *sem)
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
  int n = posix_ipc_value (sem);

  (void) arg;
  ipc_send (link, &n, sizeof n);
  return sem_trywait (sem) == -1;
}

/* Not made anew, and there without who had it; NULL if it is not.  */
static sem_t *
open_again (void)
{
  sem_t *sem = sem_open (name, O_CREAT | O_EXCL, 0600, 7);

  ipc_compare ("made again", sem != SEM_FAILED ? "OK" : ipc_errno_name (errno),
               "EEXIST");
  if (sem != SEM_FAILED)
    sem_close (sem);
  sem = sem_open (name, 0);
  if (sem != SEM_FAILED)
    return sem;
  ipc_compare ("when its holder has ended", ipc_errno_name (errno), "there");
  return NULL;
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
  ipc_compare_value ("removed, for its holder", posix_ipc_value (old), 2);
  new = open_named (O_CREAT | O_EXCL, 5);
  ipc_compare_value ("of the same name, new", posix_ipc_value (new), 5);
  IPC_SETUP (sem_post (old) == 0);
  ipc_compare_value ("the new one when the old is posted",
                     posix_ipc_value (new), 5);
  ipc_compare_value ("the old one then", posix_ipc_value (old), 3);
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
  sem = open_again ();
  if (sem != NULL)
    {
      ipc_compare_value ("when its holder has ended", posix_ipc_value (sem), 2);
      remove_it (sem);
    }
  ipc_remove_posix (IPC_NAMED_SEMAPHORE, name);
  ipc_observe_right ("kept, then another one");
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

static int
take_one (struct ipc_link *link, void *arg)
{
  ipc_tell (link, sem_wait (arg) == 0 ? 'w' : 'x');
  return 0;
}

static int
post_two (struct ipc_link *link, void *arg)
{
  (void) link;
  return sem_post (arg) == -1 || sem_post (arg) == -1;
}

/* Who posts is neither of those who wait, nor who made it.  */
static void
wake_two (sem_t *sem)
{
  struct ipc_child waiters[2], child;
  int i;

  for (i = 0; i < 2; i++)
    {
      waiters[i] = ipc_start (take_one, sem);
      if (ipc_await_block_or_tell (&waiters[i], "sem_wait") == IPC_TELLS)
        ipc_compare ("one of two", "does not wait", "waits");
    }
  child = ipc_start (post_two, sem);
  ipc_compare_value ("two posts elsewhere", ipc_join_exit (&child), 0);
  for (i = 0; i < 2 && ipc_wrong () == NULL; i++)
    if (ipc_await_released (&waiters[i], "sem_wait") == IPC_BLOCKS)
      ipc_compare ("posted twice", "one waits on", "both are woken");
    else
      ipc_compare_value ("one of two", ipc_hear (&waiters[i].link), 'w');
  ipc_end (&waiters[0]);
  ipc_end (&waiters[1]);
}

IPC_TEST (sem_unnamed)
{
  sem_t *sem = ipc_shared (sizeof *sem);

  memset (sem, 0xff, sizeof *sem);
  if (sem_init (sem, 1, 2) == -1)
    {
      /* OpenBSD permits none that processes share.  */
      ipc_observe (errno == ENOSYS || errno == EPERM ? "absent"
                   : ipc_errno_name (errno));
      return;
    }
  ipc_compare_value ("with 2", count (sem), 2);
  share (sem);
  if (ipc_wrong () == NULL)
    wake_two (sem);
  ipc_compare_value ("destroy", sem_destroy (sem), 0);
  ipc_compare_value ("for one process", sem_init (sem, 0, 1), 0);
  ipc_compare_value ("for one process, with 1", count (sem), 1);
  ipc_compare_value ("destroy", sem_destroy (sem), 0);
  ipc_observe_right ("works");
}
