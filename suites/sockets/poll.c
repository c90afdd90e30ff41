/* poll.c - poll() of sockets, and of every other kind of descriptor.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "sockets.h"

/* Whether poll() of FD says just WANTED of input and output; closes FD.  */
static int
is_polled (int fd, short wanted)
{
  short events;

  IPC_SETUP (fd != -1);
  events = polled (fd, POLLIN | POLLOUT);
  close (fd);
  return events == wanted;
}

/* The first kind of what is no device that poll() does not serve, or NULL.  */
static const char *
unserved (void)
{
  struct sockaddr_storage at;
  int fd[2], net[2];

  ipc_pipe (fd);
  if (!is_polled (dup (fd[0]), 0) || !is_polled (dup (fd[1]), POLLOUT))
    return "pipes";
  ipc_put (fd[1], "x");
  if (!is_polled (fd[0], POLLIN))
    return "a pipe with data";
  ipc_local_pair (SOCK_STREAM, fd);
  if (!is_polled (dup (fd[0]), POLLOUT))
    return "local sockets";
  ipc_put (fd[1], "x");
  if (!is_polled (dup (fd[0]), POLLIN | POLLOUT))
    return "a local socket with data";
  if (!is_polled (bound_socket (AF_INET, SOCK_DGRAM, &at), POLLOUT))
    return "datagram sockets";
  if (!is_polled (listener (AF_INET, &at), 0))
    return "listeners";
  stream_pair (AF_INET, net);
  if (!is_polled (net[0], POLLOUT))
    return "network sockets";
  close (net[1]);
  if (ipc_make_fifo ("fifo")
      && !is_polled (open ("fifo", O_RDONLY | O_NONBLOCK), 0))
    return "FIFOs";
  if (!is_polled (open ("file", O_RDWR | O_CREAT, 0600), POLLIN | POLLOUT))
    return "files";
  unlink ("fifo");
  unlink ("file");
  close (fd[0]);
  close (fd[1]);
  return NULL;
}

IPC_TEST (poll_exists)
{
  struct pollfd none = { -1, POLLIN, 0 }, closed = { 0, POLLIN, 0 };
  const char *wrong;
  int null = open ("/dev/null", O_RDWR);
  short device;

  ipc_need_loopback ();
  IPC_SETUP (null != -1);
  if (poll (&none, 1, 0) == -1)
    {
      ipc_observe (ipc_failure_name (errno));
      return;
    }
  wrong = unserved ();
  device = polled (null, POLLIN | POLLOUT);
  close (null);
  closed.fd = null;
  if (none.revents != 0 || poll (&closed, 1, 0) != 1
      || closed.revents != POLLNVAL)
    ipc_observe ("does not know what is closed");
  else if (wrong != NULL)
    ipc_observef ("not %s", wrong);
  else
    ipc_observe (device == (POLLIN | POLLOUT) ? "every kind"
                 : device == POLLNVAL ? "all but devices"
                 : events_text (device));
}

/* A port of the loopback address where nobody listens, and nobody else can:
   the socket that has it is bound, and stays.  */
IPC_TEST (poll_connect_fail)
{
  struct sockaddr_storage at;
  struct pollfd p;
  int closed, fd, error = 0;
  socklen_t size = sizeof error;

  ipc_need_loopback ();
  closed = bound_socket (AF_INET, SOCK_STREAM, &at);
  fd = socket (AF_INET, SOCK_STREAM, 0);
  IPC_SETUP (fd != -1);
  ipc_nonblocking (fd, 1);
  IPC_SETUP (connect (fd, (struct sockaddr *) &at,
                      sizeof (struct sockaddr_in)) == -1);
  if (errno == ECONNREFUSED)
    {
      ipc_observe ("fails at once");
      return;
    }
  IPC_SETUP (errno == EINPROGRESS);
  p.fd = fd;
  p.events = POLLOUT;
  p.revents = 0;
  IPC_SETUP (poll (&p, 1, -1) == 1);
  IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0);
  if (error != ECONNREFUSED)
    ipc_observef ("SO_ERROR %s", error == 0 ? "0" : ipc_errno_name (error));
  else
    ipc_observe (events_text (p.revents));
  close (closed);
}

/* What poll() says of FD by two entries; whether it counts those that it
   serves.  */
static int
poll_twice (int fd, short first, short second, short seen[2])
{
  struct pollfd p[2];
  int n;

  memset (p, 0, sizeof p);
  p[0].fd = p[1].fd = fd;
  p[0].events = first;
  p[1].events = second;
  n = poll (p, 2, 0);
  IPC_SETUP (n != -1);
  seen[0] = p[0].revents;
  seen[1] = p[1].revents;
  return n == (seen[0] != 0) + (seen[1] != 0);
}

IPC_TEST (poll_duplicate)
{
  short urgent_last[2], urgent_first[2], output_last[2], alike[2];
  int fd[2], counted;

  ipc_local_pair (SOCK_STREAM, fd);
  IPC_SETUP (write (fd[1], "x", 1) == 1);
  IPC_SETUP (polled (fd[0], POLLIN | POLLOUT) == (POLLIN | POLLOUT));
  counted = poll_twice (fd[0], POLLIN, POLLPRI, urgent_last);
  counted &= poll_twice (fd[0], POLLPRI, POLLIN, urgent_first);
  counted &= poll_twice (fd[0], POLLIN, POLLOUT, output_last);
  counted &= poll_twice (fd[0], POLLIN, POLLIN, alike);
  ipc_detail ("%#x %#x, %#x %#x, %#x %#x", (unsigned) urgent_last[0],
              (unsigned) urgent_last[1], (unsigned) urgent_first[0],
              (unsigned) urgent_first[1], (unsigned) output_last[0],
              (unsigned) output_last[1]);
  if (urgent_last[1] != 0 || urgent_first[0] != 0)
    ipc_observe ("urgent data from nowhere");
  else if (urgent_last[0] == POLLIN && urgent_first[1] == POLLIN
           && output_last[0] == POLLIN && output_last[1] == POLLOUT
           && alike[0] == POLLIN && alike[1] == POLLIN)
    ipc_observe (counted ? "both served" : "both served, one counted");
  else
    ipc_observe ("one served");
}

/* Waits until there is something of FD[0] for which it does not ask.  */
static int
wait_for_nothing (struct ipc_link *link, void *arg)
{
  const int *fd = arg;
  struct pollfd p = { fd[0], 0, 0 };
  int n;

  close (fd[1]);
  n = poll (&p, 1, -1);
  ipc_tell (link, n == 1 && p.revents == POLLHUP ? 'h' : 'o');
  return 0;
}

/* What who waits for nothing is told when FD[1] is closed: 'h' for a hang-up,
   'w' if it waits on, 'o' for something else.  */
static char
told_waiting (int fd[2])
{
  struct ipc_child child = ipc_start (wait_for_nothing, fd);
  char what;

  if (ipc_await_block_or_tell (&child, "poll") != IPC_BLOCKS)
    {
      ipc_end (&child);
      return 'o';
    }
  close (fd[1]);
  if (ipc_await_released (&child, "poll") == IPC_BLOCKS)
    {
      ipc_end (&child);
      return 'w';
    }
  what = ipc_hear (&child.link);
  ipc_join_exit (&child);
  return what;
}

/* Only after the close, and without being asked.  */
IPC_TEST (poll_hup_only)
{
  short nothing, hup, in, of_pipe;
  int fd[2], ends[2];
  char waiting;

  ipc_local_pair (SOCK_STREAM, fd);
  if (polled (fd[0], 0) != 0 || polled (fd[0], POLLHUP) != 0)
    {
      ipc_observe ("before the end");
      return;
    }
  ipc_pipe (ends);
  close (ends[1]);
  of_pipe = polled (ends[0], 0);
  waiting = told_waiting (fd);
  nothing = polled (fd[0], 0);
  hup = polled (fd[0], POLLHUP);
  in = polled (fd[0], POLLIN);
  ipc_detail ("asked for nothing %#x, for POLLHUP %#x, for POLLIN %#x; of a "
              "pipe %#x; who waits: %c", (unsigned) nothing, (unsigned) hup,
              (unsigned) in, (unsigned) of_pipe, waiting);
  if ((in & POLLIN) == 0)
    ipc_observe ("the end is not readable");
  else if (nothing == POLLHUP && hup == POLLHUP && (in & POLLHUP) != 0
           && of_pipe == POLLHUP && waiting == 'h')
    ipc_observe ("reported");
  else if (nothing != 0 || hup != 0 || of_pipe != 0 || waiting != 'w')
    ipc_observe ("sometimes");
  else
    ipc_observe ((in & POLLHUP) != 0 ? "only beside POLLIN" : "never");
}

IPC_TEST (poll_rdhup)
{
  short before, after, unasked, drained;
  int fd[2];
  char byte;

  if (POLLRDHUP == 0)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_local_pair (SOCK_STREAM, fd);
  IPC_SETUP (write (fd[1], "x", 1) == 1);
  before = polled (fd[0], POLLRDHUP);
  IPC_SETUP (shutdown (fd[1], SHUT_WR) == 0);
  after = polled (fd[0], POLLRDHUP);
  unasked = polled (fd[0], POLLIN);
  IPC_SETUP (read (fd[0], &byte, 1) == 1);
  drained = polled (fd[0], POLLRDHUP);
  ipc_detail ("%#x, then %#x, unasked %#x", (unsigned) before,
              (unsigned) after, (unsigned) unasked);
  if (before != 0 || (unasked & (POLLRDHUP | POLLHUP)) != 0)
    ipc_observe ("without a half close, or unasked");
  else if (drained != after)
    ipc_observe ("sometimes");
  else
    ipc_observe (after == POLLRDHUP ? "shown" : after == 0 ? "not shown"
                 : events_text (after));
}
