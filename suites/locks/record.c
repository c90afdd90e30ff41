/* record.c - locks of fcntl(), and beside those of flock().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "locks.h"

static int
refused (int error)
{
  return error == EAGAIN || error == EACCES;
}

IPC_TEST (fcntl_process_owned)
{
  int fd = locks_open (), opened;
  struct ipc_child heir, other;

  IPC_SETUP (locks_range (fd, F_SETLK, F_WRLCK, 0) == 0);
  heir = ipc_start (locks_contend, &fd);
  other = ipc_start (locks_contend, NULL);
  if (!refused (locks_ask (&heir, 'f')))
    locks_observe ("inherited by a child");
  else if (!refused (locks_ask (&other, 'f')))
    locks_observe ("does not exclude");
  else
    {
      close (locks_open ());
      opened = locks_ask (&other, 'f') == 0;
      ipc_end (&other);
      IPC_SETUP (locks_range (fd, F_SETLK, F_WRLCK, 0) == 0);
      other = ipc_start (locks_contend, NULL);
      close (dup (fd));
      locks_observe (opened && locks_ask (&other, 'f') == 0
                     ? "owned by the process"
                     : "outlives the close of a descriptor");
    }
  ipc_end (&heir);
  ipc_end (&other);
}

IPC_TEST (flock_fcntl_interact)
{
  int fd = locks_open ();
  struct ipc_child other;

  if (!locks_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (locks_contend, NULL);
  locks_observe (locks_ask (&other, 'f') == 0 ? "ignore each other"
                 : "conflict");
  ipc_end (&other);
}

static int
write_unasked (struct ipc_link *link, void *arg)
{
  int fd = locks_open ();

  (void) arg;
  ipc_tell (link, write (fd, "stranger", 8) == 8 ? 'w' : 'e');
  return 0;
}

IPC_TEST (advisory)
{
  char data[16];
  int fd = locks_open ();
  struct ipc_child other;

  IPC_SETUP (locks_range (fd, F_SETLK, F_WRLCK, 0) == 0);
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

/* Hold the first byte, let the other wait for it, and want the second.  */
static int
close_the_circle (struct ipc_link *link, void *arg)
{
  int fd = locks_open ();

  (void) arg;
  IPC_SETUP (locks_range (fd, F_SETLK, F_WRLCK, 0) == 0);
  ipc_tell (link, 'h');
  ipc_expect (link, 'g');
  ipc_tell (link, 'g');
  if (locks_range (fd, F_SETLKW, F_WRLCK, 1) == 0)
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
  second = ipc_start (locks_hold_and_wait, NULL);
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
