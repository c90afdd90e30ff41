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
  int fd[2];

  ipc_pipe (fd);
  if (!is_polled (dup (fd[0]), 0) || !is_polled (dup (fd[1]), POLLOUT))
    return "pipes";
  ipc_put (fd[1], "x");
  if (!is_polled (fd[0], POLLIN))
    return "a pipe with data";
  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  if (!is_polled (dup (fd[0]), POLLOUT))
    return "local sockets";
  ipc_put (fd[1], "x");
  if (!is_polled (dup (fd[0]), POLLIN | POLLOUT))
    return "a local socket with data";
  if (!is_polled (bound_socket (AF_INET, SOCK_DGRAM, &at), POLLOUT))
    return "datagram sockets";
  if (!is_polled (listener (AF_INET, &at), 0))
    return "listeners";
  IPC_SETUP (mkfifo ("fifo", 0600) == 0);
  if (!is_polled (open ("fifo", O_RDONLY | O_NONBLOCK), 0))
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
      ipc_observe (errno == ENOSYS ? "absent" : ipc_errno_name (errno));
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

/* What poll() says of FD by two entries.  */
static void
poll_twice (int fd, short first, short second, short seen[2])
{
  struct pollfd p[2];

  memset (p, 0, sizeof p);
  p[0].fd = p[1].fd = fd;
  p[0].events = first;
  p[1].events = second;
  IPC_SETUP (poll (p, 2, 0) != -1);
  seen[0] = p[0].revents;
  seen[1] = p[1].revents;
}

IPC_TEST (poll_duplicate)
{
  short urgent_last[2], urgent_first[2], output_last[2];
  int fd[2];

  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  IPC_SETUP (write (fd[1], "x", 1) == 1);
  IPC_SETUP (polled (fd[0], POLLIN | POLLOUT) == (POLLIN | POLLOUT));
  poll_twice (fd[0], POLLIN, POLLPRI, urgent_last);
  poll_twice (fd[0], POLLPRI, POLLIN, urgent_first);
  poll_twice (fd[0], POLLIN, POLLOUT, output_last);
  ipc_detail ("%#x %#x, %#x %#x, %#x %#x", (unsigned) urgent_last[0],
              (unsigned) urgent_last[1], (unsigned) urgent_first[0],
              (unsigned) urgent_first[1], (unsigned) output_last[0],
              (unsigned) output_last[1]);
  if (urgent_last[1] != 0 || urgent_first[0] != 0)
    ipc_observe ("urgent data from nowhere");
  else if (urgent_last[0] == POLLIN && urgent_first[1] == POLLIN
           && output_last[0] == POLLIN && output_last[1] == POLLOUT)
    ipc_observe ("both served");
  else
    ipc_observe ("one served");
}

/* Only after the close, and without being asked.  */
IPC_TEST (poll_hup_only)
{
  short nothing, hup, in;
  int fd[2];

  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  if (polled (fd[0], 0) != 0 || polled (fd[0], POLLHUP) != 0)
    {
      ipc_observe ("before the end");
      return;
    }
  close (fd[1]);
  nothing = polled (fd[0], 0);
  hup = polled (fd[0], POLLHUP);
  in = polled (fd[0], POLLIN);
  ipc_detail ("asked for nothing %#x, for POLLHUP %#x, for POLLIN %#x",
              (unsigned) nothing, (unsigned) hup, (unsigned) in);
  if ((in & POLLIN) == 0)
    ipc_observe ("the end is not readable");
  else if (nothing == POLLHUP && hup == POLLHUP && (in & POLLHUP) != 0)
    ipc_observe ("reported");
  else if (nothing != 0 || hup != 0)
    ipc_observe ("sometimes");
  else
    ipc_observe ((in & POLLHUP) != 0 ? "only beside POLLIN" : "never");
}

IPC_TEST (poll_rdhup)
{
  short before, after, unasked;
  int fd[2];

  if (POLLRDHUP == 0)
    {
      ipc_observe ("absent");
      return;
    }
  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  before = polled (fd[0], POLLRDHUP);
  IPC_SETUP (shutdown (fd[1], SHUT_WR) == 0);
  after = polled (fd[0], POLLRDHUP);
  unasked = polled (fd[0], POLLIN);
  ipc_detail ("%#x, then %#x, unasked %#x", (unsigned) before,
              (unsigned) after, (unsigned) unasked);
  if (before != 0 || (unasked & (POLLRDHUP | POLLHUP)) != 0)
    ipc_observe ("without a half close, or unasked");
  else
    ipc_observe (after == POLLRDHUP ? "shown" : after == 0 ? "not shown"
                 : events_text (after));
}
