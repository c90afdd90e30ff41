/* prompt.c - what SA_RESTART, and its absence, does.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"
#include "kit/command.h"

/* Slow calls of several kinds; each blocks for ever.  */
struct slow
{
  int fd[2];
  int full[2];                  /* a pipe that takes no more */
  int pair[2];
};

static long
slow_read (struct slow *s)
{
  char byte;

  return read (s->fd[0], &byte, 1);
}

static long
slow_write (struct slow *s)
{
  return write (s->full[1], "x", 1);
}

static long
slow_open (struct slow *s)
{
  (void) s;
  return open ("fifo", O_RDONLY);
}

static long
slow_recv (struct slow *s)
{
  char byte;

  return recv (s->pair[0], &byte, 1, 0);
}

static pid_t never_ends;

static long
slow_waitpid (struct slow *s)
{
  (void) s;
  return waitpid (never_ends, NULL, 0);
}

/* The parent has it locked.  */
static long
slow_lock (struct slow *s)
{
  (void) s;
  return ipc_record_lock (open ("locked", O_RDWR), F_SETLKW, F_WRLCK);
}

static const struct slow_call
{
  const char *call;
  long (*make) (struct slow *);
} slow_calls[] =
{
  { "read", slow_read }, { "write", slow_write }, { "open", slow_open },
  { "recv", slow_recv }, { "waitpid", slow_waitpid }, { "fcntl", slow_lock }
};
enum { CALLS = sizeof slow_calls / sizeof *slow_calls };

static struct slow slow;

static int
make_call (struct ipc_link *link, void *arg)
{
  const struct slow_call *c = arg;
  int error;

  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  if (c->make == slow_waitpid)
    {
      never_ends = ipc_fork ();
      if (never_ends == 0)
        for (;;)
          poll (NULL, 0, -1);
    }
  error = c->make (&slow) == -1 ? errno : 0;
  ipc_send (link, &error, sizeof error);
  if (c->make == slow_waitpid)
    {
      kill (never_ends, SIGKILL);
      ipc_join_pid (never_ends);
    }
  return 0;
}

/* Whether there is a FIFO, which one of the calls is about.  */
static int
make_slow (void)
{
  int fd = open ("locked", O_RDWR | O_CREAT, 0600), fifo;

  IPC_SETUP (fd != -1 && ipc_record_lock (fd, F_SETLK, F_WRLCK) == 0);
  fifo = ipc_make_fifo ("fifo");
  make_pipe (slow.fd);
  make_pipe (slow.full);
  ipc_fill (slow.full[1]);
  ipc_local_pair (SOCK_STREAM, slow.pair);
  return fifo;
}

IPC_TEST (no_restart_flag)
{
  int i, error = EINTR, fifo;

  ipc_restart_prepare ();
  fifo = make_slow ();
  for (i = 0; i < CALLS && error == EINTR; i++)
    {
      struct slow_call call = slow_calls[i];
      struct ipc_child child;
      enum ipc_restart verdict;

      if (call.make == slow_open && !fifo)
        continue;
      child = ipc_start (make_call, &call);
      verdict = ipc_restart_once (&child, call.call, SIGUSR1);
      if (verdict != IPC_RETURNS)
        {
          ipc_end (&child);
          ipc_observef ("%s() %s", call.call, verdict == IPC_RESTARTS
                        ? "restarts" : "lets no handler run");
          return;
        }
      ipc_receive (&child.link, &error, sizeof error);
      IPC_SETUP (ipc_join_exit (&child) == 0);
    }
  if (error == EINTR)
    ipc_observe ("EINTR from each");
  else
    ipc_observef ("%s() gives %s", slow_calls[i - 1].call,
                  ipc_errno_name (error));
}

static int
read_restarting (struct ipc_link *link, void *arg)
{
  int *fd = arg;
  char byte = 0;
  ssize_t n;

  ipc_handle (SIGUSR1, ipc_restart_handler,
                 ipc_mapped ("restart") ? 0 : SA_RESTART);
  n = read (fd[0], &byte, 1);
  ipc_tell (link, n == 1 && byte == 'x' ? 'x' : errno == EINTR ? 'e' : '?');
  return 0;
}

IPC_TEST (restart_supported)
{
  struct ipc_child child;
  enum ipc_restart verdict;
  int fd[2];
  char said;
  int times = 0;

  if (SA_RESTART == 0 && !ipc_mapped ("restart"))
    {
      ipc_observe ("absent");
      return;
    }
  ipc_restart_prepare ();
  make_pipe (fd);
  child = ipc_start (read_restarting, fd);
  while (times < 2
         && (verdict = ipc_restart_once (&child, "read", SIGUSR1))
            == IPC_RESTARTS)
    times++;
  if (times == 2)
    IPC_SETUP (write (fd[1], "x", 1) == 1);
  said = verdict == IPC_UNMOVED ? 'u'
         : ipc_await_released (&child, "read") == IPC_BLOCKS ? 'h'
         : ipc_hear (&child.link);
  ipc_end (&child);
  ipc_observe (said == 'u' ? "the handler does not run"
               : said == 'h' ? "restarts, then hangs"
               : times == 1 ? "restarts once"
               : said == 'x' ? "restarts" : said == 'e' ? "does not restart"
               : "restarts, then fails");
}
