/* threads.c - locks of fcntl(), which threads of one process share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "locks.h"

/* Each of the two bytes stands for a lock.  A thread that is told when to
   let go of the first one, and what for.  */
struct keeper
{
  int fd;
  int let_go[2];                /* a pipe */
  int holds[2];
};

/* Holds the first lock, which it gives back whatever others do.  */
static void *
keep (void *arg)
{
  struct keeper *k = arg;
  char byte;

  IPC_SETUP (locks_range (k->fd, F_SETLK, F_WRLCK, 0) == 0);
  IPC_SETUP (write (k->holds[1], "h", 1) == 1);
  IPC_SETUP (read (k->let_go[0], &byte, 1) == 1);
  IPC_SETUP (locks_range (k->fd, F_SETLK, F_UNLCK, 0) == 0);
  return NULL;
}

/* A process of two threads, of which the first one wants the second lock,
   once and, if refused, again when told.  */
static int
want_second (struct ipc_link *link, void *arg)
{
  struct keeper *k = arg;
  pthread_t thread;
  char byte;

  k->fd = locks_open ();
  IPC_SETUP (pthread_create (&thread, NULL, keep, k) == 0);
  IPC_SETUP (read (k->holds[0], &byte, 1) == 1);
  ipc_tell (link, 'h');
  ipc_expect (link, 'g');
  while (locks_range (k->fd, F_SETLKW, F_WRLCK, 1) != 0)
    {
      ipc_tell (link, errno == EDEADLK ? 'd' : 'e');
      ipc_expect (link, 'r');
    }
  ipc_tell (link, 'y');
  ipc_expect (link, 'q');
  IPC_SETUP (pthread_join (thread, NULL) == 0);
  return 0;
}

/* Whether somebody has the second lock, who is not this process.  */
static int
is_held (void)
{
  int fd = locks_open (), result = locks_range (fd, F_SETLK, F_WRLCK, 1);
  int error = errno;

  close (fd);
  return result == -1 && (error == EAGAIN || error == EACCES);
}

/* How it goes on when the first lock has been let go of: whether PROCESS gets
   the second, and has it.  */
static int
gets_it (struct ipc_child *process, struct ipc_child *other, int refused)
{
  if (ipc_join_exit (other) != 0)
    return 0;
  if (refused)
    ipc_tell (&process->link, 'r');
  if (ipc_await_released (process, "fcntl") != IPC_TELLS
      || ipc_hear (&process->link) != 'y' || !is_held ())
    return 0;
  ipc_tell (&process->link, 'q');
  return 1;
}

IPC_TEST (deadlock_threads)
{
  struct ipc_child process, other;
  struct keeper k;
  char what = 'b';

  IPC_SETUP (pipe (k.let_go) == 0 && pipe (k.holds) == 0);
  process = ipc_start (want_second, &k);
  ipc_expect (&process.link, 'h');
  other = ipc_start (locks_hold_and_wait, NULL);
  ipc_expect (&other.link, 'h');
  ipc_await_blocked (other.pid, "fcntl");
  ipc_tell (&process.link, 'g');
  if (ipc_await_block_or_tell (&process, "fcntl") == IPC_TELLS)
    what = ipc_hear (&process.link);
  if (what == 'd' || what == 'b')
    {
      IPC_SETUP (write (k.let_go[1], "x", 1) == 1);
      ipc_observe (!gets_it (&process, &other, what == 'd') ? "undefended"
                   : what == 'd' ? "shown" : "not shown");
    }
  else
    {
      ipc_observe (what == 'y' ? "both are granted" : "another error");
      ipc_end (&other);
    }
  ipc_end (&process);
}
