/* wake.c - a poll() that waits, and one for the other end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/select.h>
#include <unistd.h>

#include "fifos.h"

/* Wait for an end to read: by select(), else by poll().  */
struct watch
{
  int fd;                       /* -1: open "fifo" */
  int writer;                   /* the case's alone */
  int selects;
};

static int
wait_for_end (struct ipc_link *link, void *arg)
{
  struct watch *w = arg;
  struct pollfd p;
  fd_set set;
  char byte;
  int fd = w->fd != -1 ? w->fd : fifo_end ("fifo", O_RDONLY | O_NONBLOCK), n;

  close (w->writer);
  ipc_tell (link, 'o');
  ipc_expect (link, 'g');
  FD_ZERO (&set);
  FD_SET (fd, &set);
  p.fd = fd;
  p.events = POLLIN;
  n = w->selects ? select (fd + 1, &set, NULL, NULL, NULL) : poll (&p, 1, -1);
  ipc_tell (link, n == 1 && read (fd, &byte, 1) == 0 ? 'e' : 'f');
  return 0;
}

/* What becomes of one who waits when the last writer closes: 'e' it is woken,
   and reads the end, 'b' it is not, 'f' it finds no end.  */
static char
when_writer_closes (int named, int selects)
{
  const char *call = selects ? "select" : "poll";
  struct watch w = { -1, -1, 0 };
  struct ipc_child child;
  int ends[2] = { -1, -1 };
  char what = 'b';

  w.selects = selects;
  if (!named)
    {
      IPC_SETUP (pipe (ends) == 0);
      ipc_nonblocking (ends[0], 1);
      w.fd = ends[0];
      w.writer = ends[1];
    }
  child = ipc_start (wait_for_end, &w);
  ipc_expect (&child.link, 'o');
  if (named)
    w.writer = fifo_end ("fifo", O_WRONLY);
  ipc_tell (&child.link, 'g');
  ipc_await_blocked (child.pid, call);
  close (w.writer);
  if (ipc_await_released (&child, call) == IPC_TELLS)
    what = ipc_hear (&child.link);
  ipc_end (&child);
  if (!named)
    close (ends[0]);
  return what;
}

IPC_TEST (poll_pending_close)
{
  char named, anonymous, selected;

  if (!fifo_made ("fifo"))
    return;
  named = when_writer_closes (1, 0);
  anonymous = when_writer_closes (0, 0);
  selected = when_writer_closes (1, 1);
  ipc_detail ("select() for the FIFO %s", selected == 'e' ? "is woken"
              : "is not");
  if (named == 'f' || anonymous == 'f' || selected == 'f')
    ipc_observe ("is woken without an end");
  else if (selected != 'e')
    ipc_observe ("select() sleeps on");
  else
    ipc_observe (named == 'e' && anonymous == 'e' ? "is woken"
                 : anonymous == 'e' ? "for anonymous pipes alone"
                 : named == 'e' ? "for FIFOs alone" : "sleeps on");
}

/* Whether poll() calls FD readable, asked for that alone and beside another
   thing.  *EVENTS: whether it has other answers, or others than that.  */
static int
readable (int fd, int *events)
{
  struct pollfd p[2];

  p[0].fd = p[1].fd = fd;
  p[0].events = POLLIN;
  p[1].events = POLLIN | POLLOUT;
  IPC_SETUP (poll (&p[0], 1, 0) != -1 && poll (&p[1], 1, 0) != -1);
  *events = (p[0].revents & ~POLLIN) != 0
            || (p[1].revents & ~(POLLIN | POLLOUT)) != 0
            || (p[0].revents & POLLIN) != (p[1].revents & POLLIN);
  return (p[0].revents & POLLIN) != 0;
}

IPC_TEST (poll_write_end)
{
  int events[4], ends[2], empty, data, full, drained;
  size_t size;

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", ends);
  empty = readable (ends[1], &events[0]);
  fifo_write (ends[1], "text");
  data = readable (ends[1], &events[1]);
  size = 4 + ipc_fill (ends[1]);
  full = readable (ends[1], &events[2]);
  IPC_SETUP (ipc_drain (ends[0], size) == size);
  drained = readable (ends[1], &events[3]);
  if (events[0] || events[1] || events[2] || events[3])
    ipc_observe ("another event");
  else if (empty || drained)
    ipc_observe ("without data");
  else if (data != full)
    ipc_observe (full ? "when it is full" : "until it is full");
  else
    ipc_observe (data ? "while data are queued" : "never");
  close (ends[0]);
  close (ends[1]);
}
