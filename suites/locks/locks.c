/* locks.c - file locks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static int
open_file (void)
{
  int fd = open ("file", O_RDWR | O_CREAT, 0600);

  IPC_SETUP (fd != -1);
  return fd;
}

static int
set_range (int fd, int command, int type, off_t start)
{
  struct flock lock;

  memset (&lock, 0, sizeof lock);
  lock.l_type = (short) type;
  lock.l_whence = SEEK_SET;
  lock.l_start = start;
  lock.l_len = 1;
  return fcntl (fd, command, &lock);
}

/* A process that asks for locks when told to and tells the errno: through a
   descriptor of its own, or, given one, through that.  */
static int
contend (struct ipc_link *link, void *arg)
{
  int fd = arg != NULL ? *(int *) arg : open_file ();
  int what, error;

  while ((what = ipc_hear_end (link)) != -1)
    {
      error = (what == 'x' ? flock (fd, LOCK_EX | LOCK_NB)
               : what == 's' ? flock (fd, LOCK_SH | LOCK_NB)
               : what == 'u' ? flock (fd, LOCK_UN)
               : set_range (fd, F_SETLK, F_WRLCK, 0)) == 0 ? 0 : errno;
      ipc_send (link, &error, sizeof error);
    }
  return 0;
}

static int
ask (struct ipc_child *child, char what)
{
  int error;

  ipc_tell (&child->link, what);
  ipc_receive (&child->link, &error, sizeof error);
  return error;
}

/* The first lock of a case: where there is no flock() it is absent.  */
static int
lock_or_absent (int fd, int operation)
{
  if (flock (fd, operation) == 0)
    return 1;
  IPC_SETUP (errno == ENOSYS);
  ipc_observe ("absent");
  return 0;
}

IPC_TEST (flock_exclusive)
{
  int fd = open_file ();
  struct ipc_child other;

  if (!lock_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (contend, NULL);
  if (ask (&other, 'x') != EWOULDBLOCK)
    ipc_observe ("admits a second exclusive lock");
  else if (ask (&other, 's') != EWOULDBLOCK)
    ipc_observe ("admits a shared lock");
  else if (flock (fd, LOCK_UN) != 0 || ask (&other, 'x') != 0)
    ipc_observe ("not released");
  else if (flock (fd, LOCK_EX | LOCK_NB) != -1 || errno != EWOULDBLOCK)
    ipc_observe ("does not change hands");
  else
    ipc_observe ("excludes");
  ipc_join (&other);
}

static int
lock_at_once (struct ipc_link *link, void *arg)
{
  int fd = open_file ();

  (void) arg;
  ipc_tell (link, flock (fd, LOCK_EX) == 0 ? 'y' : 'n');
  ipc_hear_end (link);
  return 0;
}

IPC_TEST (flock_blocks)
{
  const char *call = ipc_mapped ("flock") ? "fcntl" : "flock";
  int fd = open_file ();
  struct ipc_child other;

  if (!lock_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (lock_at_once, NULL);
  if (ipc_await_block_or_tell (&other, call) == IPC_TELLS)
    ipc_observe (ipc_hear (&other.link) == 'y' ? "does not wait" : "fails");
  else if (flock (fd, LOCK_UN) == 0
           && ipc_await_released (&other, call) == IPC_BLOCKS)
    {
      ipc_observe ("is not woken");
      ipc_end (&other);
      return;
    }
  else if (ipc_hear (&other.link) != 'y')
    ipc_observe ("fails after the wait");
  else if (flock (fd, LOCK_EX | LOCK_NB) != -1 || errno != EWOULDBLOCK)
    ipc_observe ("returns without the lock");
  else
    ipc_observe ("blocks");
  ipc_join (&other);
}

IPC_TEST (flock_shared)
{
  int fd = open_file ();
  struct ipc_child sharer, writer;

  if (!lock_or_absent (fd, LOCK_SH))
    return;
  sharer = ipc_start (contend, NULL);
  writer = ipc_start (contend, NULL);
  if (ask (&sharer, 's') != 0)
    ipc_observe ("a second shared lock is refused");
  else if (ask (&writer, 'x') != EWOULDBLOCK)
    ipc_observe ("an exclusive lock is granted");
  else if (flock (fd, LOCK_UN) != 0 || ask (&writer, 'x') != EWOULDBLOCK)
    ipc_observe ("one unlock releases both");
  else if (ask (&sharer, 'u') != 0 || ask (&writer, 'x') != 0)
    ipc_observe ("not released");
  else
    ipc_observe ("coexist");
  ipc_join (&sharer);
  ipc_join (&writer);
}

/* Whether unlocking a duplicate of FD unlocks it; locked again then, if OTHER
   could have it.  */
static int
unlocks_by_duplicate (int fd, struct ipc_child *other)
{
  int copy = dup (fd), unlocked;

  IPC_SETUP (copy != -1);
  unlocked = flock (copy, LOCK_UN) == 0 && ask (other, 'x') == 0;
  if (unlocked)
    IPC_SETUP (ask (other, 'u') == 0 && flock (fd, LOCK_EX) == 0);
  close (copy);
  return unlocked;
}

IPC_TEST (flock_fork_shared)
{
  int fd = open_file ();
  struct ipc_child heir, other;

  if (!lock_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (contend, NULL);
  close (dup (fd));
  if (ask (&other, 'x') != EWOULDBLOCK)
    {
      ipc_observe ("lost with a closed duplicate");
      ipc_join (&other);
      return;
    }
  if (!unlocks_by_duplicate (fd, &other))
    {
      ipc_observe ("not released by a duplicate");
      ipc_join (&other);
      return;
    }
  heir = ipc_start (contend, &fd);
  if (ask (&heir, 'x') != 0)
    ipc_observe ("not inherited");
  else if (ask (&heir, 'u') != 0 || ask (&other, 'x') != 0)
    ipc_observe ("not released by a child");
  else
    ipc_observe ("shared");
  ipc_join (&heir);
  ipc_join (&other);
}

static int
refused (int error)
{
  return error == EAGAIN || error == EACCES;
}

IPC_TEST (fcntl_process_owned)
{
  int fd = open_file (), opened;
  struct ipc_child heir, other;

  IPC_SETUP (set_range (fd, F_SETLK, F_WRLCK, 0) == 0);
  heir = ipc_start (contend, &fd);
  other = ipc_start (contend, NULL);
  if (!refused (ask (&heir, 'f')))
    ipc_observe ("inherited by a child");
  else if (!refused (ask (&other, 'f')))
    ipc_observe ("does not exclude");
  else
    {
      close (open_file ());
      opened = ask (&other, 'f') == 0;
      ipc_join (&other);
      IPC_SETUP (set_range (fd, F_SETLK, F_WRLCK, 0) == 0);
      other = ipc_start (contend, NULL);
      close (dup (fd));
      ipc_observe (opened && ask (&other, 'f') == 0 ? "owned by the process"
                   : "outlives the close of a descriptor");
    }
  ipc_join (&heir);
  ipc_join (&other);
}

IPC_TEST (flock_fcntl_interact)
{
  int fd = open_file ();
  struct ipc_child other;

  if (!lock_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (contend, NULL);
  ipc_observe (ask (&other, 'f') == 0 ? "ignore each other" : "conflict");
  ipc_join (&other);
}

static int
write_unasked (struct ipc_link *link, void *arg)
{
  int fd = open_file ();

  (void) arg;
  ipc_tell (link, write (fd, "stranger", 8) == 8 ? 'w' : 'e');
  return 0;
}

IPC_TEST (advisory)
{
  char data[16];
  int fd = open_file ();
  struct ipc_child other;

  IPC_SETUP (set_range (fd, F_SETLK, F_WRLCK, 0) == 0);
  IPC_SETUP (flock (fd, LOCK_EX) == 0 || errno == ENOSYS
             || errno == EWOULDBLOCK);
  other = ipc_start (write_unasked, NULL);
  if (ipc_await_block_or_tell (&other, "write") == IPC_BLOCKS)
    {
      ipc_observe ("the writer waits");
      ipc_end (&other);
      return;
    }
  if (ipc_hear (&other.link) != 'w')
    ipc_observe ("the write fails");
  else if (read (fd, data, sizeof data) != 8
           || memcmp (data, "stranger", 8) != 0)
    ipc_observe ("the data are not there");
  else
    ipc_observe ("advisory");
  ipc_join (&other);
}

/* Hold the second byte, and wait for the first.  */
static int
hold_and_wait (struct ipc_link *link, void *arg)
{
  int fd = open_file ();

  (void) arg;
  IPC_SETUP (set_range (fd, F_SETLK, F_WRLCK, 1) == 0);
  ipc_tell (link, 'h');
  IPC_SETUP (set_range (fd, F_SETLKW, F_WRLCK, 0) == 0);
  return 0;
}

/* Hold the first byte, let the other wait for it, and want the second.  */
static int
close_the_circle (struct ipc_link *link, void *arg)
{
  int fd = open_file ();

  (void) arg;
  IPC_SETUP (set_range (fd, F_SETLK, F_WRLCK, 0) == 0);
  ipc_tell (link, 'h');
  ipc_expect (link, 'g');
  ipc_tell (link, 'g');
  if (set_range (fd, F_SETLKW, F_WRLCK, 1) == 0)
    ipc_tell (link, 'y');
  else
    ipc_tell (link, errno == EDEADLK ? 'd' : 'e');
  return 0;
}

IPC_TEST (deadlock)
{
  struct ipc_child first, second;

  first = ipc_start (close_the_circle, NULL);
  ipc_expect (&first.link, 'h');
  second = ipc_start (hold_and_wait, NULL);
  ipc_expect (&second.link, 'h');
  ipc_await_blocked (second.pid, "fcntl");
  ipc_tell (&first.link, 'g');
  ipc_expect (&first.link, 'g');
  if (ipc_await_block_or_tell (&first, "fcntl") == IPC_BLOCKS)
    ipc_observe ("blocks");
  else
    {
      char what = ipc_hear (&first.link);

      ipc_observe (what == 'd' ? "EDEADLK"
                   : what == 'y' ? "both are granted" : "another error");
    }
  ipc_end (&first);
  ipc_end (&second);
}
