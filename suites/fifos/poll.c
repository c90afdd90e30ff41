/* poll.c - poll() and select() on FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

static long
poll_one (void *arg)
{
  return poll (arg, 1, 0);
}

/* What poll() reports for FD at once, asked for EVENTS: "POLLIN POLLHUP",
   "nothing"; "waits" if it does.  Static storage.  */
static const char *
polled (int fd, short events)
{
  static const struct { short bit; const char *name; } bits[] =
    { { POLLIN, "POLLIN" }, { POLLOUT, "POLLOUT" }, { POLLERR, "POLLERR" },
      { POLLHUP, "POLLHUP" }, { POLLNVAL, "POLLNVAL" } };
  static char text[60];
  static struct pollfd *p;
  size_t i;
  long n;

  if (p == NULL)
    p = ipc_shared (sizeof *p);
  p->fd = fd;
  p->events = events;
  p->revents = 0;
  if (ipc_try ("poll", poll_one, p, &n) == IPC_BLOCKS)
    return "waits";
  IPC_SETUP (n != -1);
  text[0] = '\0';
  for (i = 0; i < sizeof bits / sizeof *bits; i++)
    if (n == 1 && (p->revents & bits[i].bit) != 0)
      {
        if (text[0] != '\0')
          strcat (text, " ");
        strcat (text, bits[i].name);
      }
  return text[0] != '\0' ? text : n == 0 ? "nothing" : "an unknown event";
}

IPC_TEST (poll_never_writer)
{
  int fd;

  if (!fifo_made ("fifo"))
    return;
  fd = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  ipc_observe (polled (fd, POLLIN));
  close (fd);
}

/* A reader of "fifo" whose writer has written, and gone, and whose data have
   been read.  */
static int
deserted_reader (void)
{
  char before[60];
  int ends[2];

  fifo_ends ("fifo", ends);
  fifo_write (ends[1], "text");
  strcpy (before, polled (ends[0], POLLIN));
  close (ends[1]);
  ipc_detail ("with data: %s; with data, but no writer: %s", before,
              polled (ends[0], POLLIN));
  IPC_SETUP (ipc_drain (ends[0], 4) == 4);
  return ends[0];
}

IPC_TEST (poll_after_writer)
{
  int fd;

  if (!fifo_made ("fifo"))
    return;
  fd = deserted_reader ();
  ipc_observe (polled (fd, POLLIN));
  close (fd);
}

IPC_TEST (poll_rearm)
{
  const char *events, *data;
  int fd, writer;

  if (!fifo_made ("fifo"))
    return;
  fd = deserted_reader ();
  /* It has noticed the end.  */
  IPC_SETUP (*fifo_read (fd, 1) == '\0');
  polled (fd, POLLIN);
  writer = fifo_end ("fifo", O_WRONLY);
  events = polled (fd, POLLIN);
  if (strcmp (events, "nothing") != 0)
    {
      ipc_detail ("%s", events);
      ipc_observe (strcmp (events, "waits") == 0 ? events : "stays");
    }
  else
    {
      fifo_write (writer, "more");
      data = polled (fd, POLLIN);
      if (strcmp (data, "POLLIN") == 0)
        ipc_observe ("clears");
      else
        ipc_observef ("clears, then %s for data", data);
    }
  close (writer);
  close (fd);
}

IPC_TEST (poll_writer_noreader)
{
  int ends[2];

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", ends);
  ipc_detail ("with a reader: %s", polled (ends[1], POLLOUT));
  close (ends[0]);
  ipc_observe (polled (ends[1], POLLOUT));
  close (ends[1]);
}

/* Whether select() calls *ARG readable now.  */
static long
select_one (void *arg)
{
  int fd = *(const int *) arg, n;
  struct timeval now;
  fd_set set;

  now.tv_sec = now.tv_usec = 0;
  FD_ZERO (&set);
  FD_SET (fd, &set);
  n = select (fd + 1, &set, NULL, NULL, &now);
  IPC_SETUP (n != -1);
  return n == 1 && FD_ISSET (fd, &set);
}

/* The same for FD; -1 if it waits.  */
static int
readable (int fd)
{
  long is_readable;

  return ipc_try ("select", select_one, &fd, &is_readable) == IPC_BLOCKS
         ? -1 : (int) is_readable;
}

IPC_TEST (select_eof)
{
  int ends[2], empty, data, drained, end;

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", ends);
  empty = readable (ends[0]);
  fifo_write (ends[1], "text");
  data = readable (ends[0]);
  IPC_SETUP (ipc_drain (ends[0], 4) == 4);
  drained = readable (ends[0]);
  close (ends[1]);
  end = readable (ends[0]);
  if (empty == -1 || data == -1 || drained == -1 || end == -1)
    ipc_observe ("waits with a timeout of 0");
  else if (empty || drained)
    ipc_observe ("readable without data");
  else if (!data)
    ipc_observe ("not readable with data");
  else
    ipc_observe (end ? "readable" : "not readable");
  close (ends[0]);
}
