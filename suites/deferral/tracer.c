/* tracer.c - waits of a process that a debugger looks at.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

/* A call that waits for a byte in the pipe FD.  */
static int
wait_read (int fd)
{
  char byte;

  return (int) read (fd, &byte, 1);
}

static int
wait_poll (int fd)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLIN;
  return poll (&p, 1, -1);
}

static int
wait_select (int fd)
{
  fd_set set;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  return select (fd + 1, &set, NULL, NULL, NULL);
}

static int
wait_epoll (int fd)
{
  int epoll = ipc_epoll_open (fd), result;

  if (epoll == -1)
    return wait_poll (fd);
  result = ipc_epoll_wait (epoll);
  close (epoll);
  return result;
}

static const struct { const char *call; int (*begin) (int); } waits[] =
{
  { "read", wait_read }, { "poll", wait_poll }, { "select", wait_select },
  { "epoll_wait", wait_epoll }
};

enum { WAITS = sizeof waits / sizeof *waits };

struct waiter
{
  int which;
  int fd[2];
};

/* Tries again after EINTR, of which it tells.  */
static int
wait_on (struct ipc_link *link, void *arg)
{
  const struct waiter *w = arg;
  int result;

  while ((result = waits[w->which].begin (w->fd[0])) == -1 && errno == EINTR)
    ipc_tell (link, 'i');
  ipc_tell (link, result == 1 ? 'd' : 'e');
  return 0;
}

/* What the waits do: 1 if EINTR ends it, 0 if it goes on; -1 if it fails
   then, or if there is none.  */
static int
look_at (int which, int traced)
{
  const char *call = waits[which].call;
  struct waiter w;
  struct ipc_child child;
  int ends;

  w.which = which;
  make_pipe (w.fd);
  child = ipc_start (wait_on, &w);
  ipc_await_blocked (child.pid, call);
  if (traced)
    {
      if (ipc_trace_once (child.pid) == -1)
        ipc_not_exercised ("no tracing");
    }
  else
    {
      IPC_SETUP (kill (child.pid, SIGSTOP) == 0);
      ipc_await_stopped (child.pid);
      IPC_SETUP (kill (child.pid, SIGCONT) == 0);
      ipc_await_continued (child.pid);
    }
  ends = ipc_await_released (&child, call) == IPC_TELLS;
  if (ends && ipc_hear (&child.link) != 'i')
    ends = -1;
  IPC_SETUP (write (w.fd[1], "x", 1) == 1);
  if (ipc_hear (&child.link) != 'd')
    ends = -1;
  ipc_end (&child);
  close (w.fd[0]);
  close (w.fd[1]);
  return ends;
}

IPC_TEST (tracer_stop)
{
  char text[WAITS + 1] = "";
  int i, traced, stopped, shown = 0;

  if (ipc_trace_once (getpid ()) == -1 && errno == ENOSYS)
    {
      ipc_observe ("absent");
      return;
    }
  for (i = 0; i < WAITS; i++)
    {
      traced = look_at (i, 1);
      stopped = look_at (i, 0);
      if (traced == -1 || stopped == -1)
        {
          ipc_observef ("%s() fails in another way", waits[i].call);
          return;
        }
      if (traced != stopped)
        {
          ipc_observef ("%s() unlike SIGSTOP and SIGCONT", waits[i].call);
          return;
        }
      text[i] = traced ? 'E' : '-';
      shown |= traced;
    }
  ipc_detail ("read, poll, select, epoll_wait: %s (E: EINTR)", text);
  ipc_observe (shown ? "shown" : "not shown");
}
