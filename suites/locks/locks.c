/* locks.c - file locks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "locks.h"

int
locks_open (void)
{
  int fd = open ("file", O_RDWR | O_CREAT, 0600);

  IPC_SETUP (fd != -1);
  return fd;
}

int
locks_range (int fd, int command, int type, off_t start)
{
  struct flock lock;

  if (command == -1)
    return ipc_absent (-1, fd);
  memset (&lock, 0, sizeof lock);
  lock.l_type = (short) type;
  lock.l_whence = SEEK_SET;
  lock.l_start = start;
  lock.l_len = 1;
  return fcntl (fd, command, &lock);
}

int
locks_hold_and_wait (struct ipc_link *link, void *arg)
{
  int fd = locks_open ();

  (void) arg;
  IPC_SETUP (locks_range (fd, F_SETLK, F_WRLCK, 1) == 0);
  ipc_tell (link, 'h');
  IPC_SETUP (locks_range (fd, F_SETLKW, F_WRLCK, 0) == 0);
  return 0;
}

int
locks_contend (struct ipc_link *link, void *arg)
{
  int fd = arg != NULL ? *(int *) arg : locks_open ();
  int what, error;

  while ((what = ipc_hear_end (link)) != -1)
    {
      error = (what == 'x' ? flock (fd, LOCK_EX | LOCK_NB)
               : what == 's' ? flock (fd, LOCK_SH | LOCK_NB)
               : what == 'u' ? flock (fd, LOCK_UN)
               : locks_range (fd, F_SETLK, F_WRLCK, 0)) == 0 ? 0 : errno;
      ipc_send (link, &error, sizeof error);
    }
  return 0;
}

/* What the system calls that a lock would wait in.  */
static const char *
lock_call (char what)
{
  return what == 'f' || ipc_mapped ("flock") ? "fcntl" : "flock";
}

/* Set when a call waits that was told not to.  */
static int waited;

int
locks_ask (struct ipc_child *child, char what)
{
  int error;

  ipc_tell (&child->link, what);
  if (ipc_await_released (child, lock_call (what)) == IPC_BLOCKS)
    {
      waited = 1;
      return -2;
    }
  ipc_receive (&child->link, &error, sizeof error);
  return error;
}

void
locks_observe (const char *seen)
{
  ipc_observe (waited ? "waits when told not to" : seen);
}

static long
want_at_once (void *arg)
{
  return flock (*(const int *) arg, LOCK_EX | LOCK_NB);
}

/* Whether FD's lock is refused to this process; not where it waits.  */
static int
is_refused_here (int fd)
{
  long result;

  if (ipc_try (lock_call ('x'), want_at_once, &fd, &result) == IPC_BLOCKS)
    {
      waited = 1;
      return 0;
    }
  return result == -1 && errno == EWOULDBLOCK;
}

int
locks_or_absent (int fd, int operation)
{
  if (flock (fd, operation) == 0)
    return 1;
  IPC_SETUP (errno == ENOSYS);
  ipc_observe ("absent");
  return 0;
}

IPC_TEST (flock_exclusive)
{
  int fd = locks_open ();
  struct ipc_child other;

  if (!locks_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (locks_contend, NULL);
  if (locks_ask (&other, 'x') != EWOULDBLOCK)
    locks_observe ("admits a second exclusive lock");
  else if (locks_ask (&other, 's') != EWOULDBLOCK)
    locks_observe ("admits a shared lock");
  else if (flock (fd, LOCK_UN) != 0 || locks_ask (&other, 'x') != 0)
    locks_observe ("not released");
  else if (!is_refused_here (fd))
    locks_observe ("does not change hands");
  else
    locks_observe ("excludes");
  ipc_end (&other);
}

static int
lock_at_once (struct ipc_link *link, void *arg)
{
  int fd = locks_open ();

  (void) arg;
  ipc_tell (link, flock (fd, LOCK_EX) == 0 ? 'y' : 'n');
  ipc_hear_end (link);
  return 0;
}

IPC_TEST (flock_blocks)
{
  const char *call = lock_call ('x');
  int fd = locks_open ();
  struct ipc_child other;

  if (!locks_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (lock_at_once, NULL);
  if (ipc_await_block_or_tell (&other, call) == IPC_TELLS)
    locks_observe (ipc_hear (&other.link) == 'y' ? "does not wait" : "fails");
  else if (flock (fd, LOCK_UN) == 0
           && ipc_await_released (&other, call) == IPC_BLOCKS)
    {
      locks_observe ("is not woken");
      ipc_end (&other);
      return;
    }
  else if (ipc_hear (&other.link) != 'y')
    locks_observe ("fails after the wait");
  else if (!is_refused_here (fd))
    locks_observe ("returns without the lock");
  else
    locks_observe ("blocks");
  ipc_end (&other);
}

IPC_TEST (flock_shared)
{
  int fd = locks_open ();
  struct ipc_child sharer, writer;

  if (!locks_or_absent (fd, LOCK_SH))
    return;
  sharer = ipc_start (locks_contend, NULL);
  writer = ipc_start (locks_contend, NULL);
  if (locks_ask (&sharer, 's') != 0)
    locks_observe ("a second shared lock is refused");
  else if (locks_ask (&writer, 'x') != EWOULDBLOCK)
    locks_observe ("an exclusive lock is granted");
  else if (flock (fd, LOCK_UN) != 0 || locks_ask (&writer, 'x') != EWOULDBLOCK)
    locks_observe ("one unlock releases both");
  else if (locks_ask (&sharer, 'u') != 0 || locks_ask (&writer, 'x') != 0)
    locks_observe ("not released");
  else
    locks_observe ("coexist");
  ipc_end (&sharer);
  ipc_end (&writer);
}

/* Whether unlocking a duplicate of FD unlocks it; locked again then, if OTHER
   could have it.  */
static int
unlocks_by_duplicate (int fd, struct ipc_child *other)
{
  int copy = dup (fd), unlocked;

  IPC_SETUP (copy != -1);
  unlocked = flock (copy, LOCK_UN) == 0 && locks_ask (other, 'x') == 0;
  if (unlocked)
    IPC_SETUP (locks_ask (other, 'u') == 0 && flock (fd, LOCK_EX) == 0);
  close (copy);
  return unlocked;
}

IPC_TEST (flock_fork_shared)
{
  int fd = locks_open ();
  struct ipc_child heir, other;

  if (!locks_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (locks_contend, NULL);
  close (dup (fd));
  if (locks_ask (&other, 'x') != EWOULDBLOCK)
    {
      locks_observe ("lost with a closed duplicate");
      ipc_end (&other);
      return;
    }
  if (!unlocks_by_duplicate (fd, &other))
    {
      locks_observe ("not released by a duplicate");
      ipc_end (&other);
      return;
    }
  heir = ipc_start (locks_contend, &fd);
  if (locks_ask (&heir, 'x') != 0)
    locks_observe ("not inherited");
  else if (locks_ask (&heir, 'u') != 0 || locks_ask (&other, 'x') != 0)
    locks_observe ("not released by a child");
  else
    locks_observe ("shared");
  ipc_end (&heir);
  ipc_end (&other);
}
