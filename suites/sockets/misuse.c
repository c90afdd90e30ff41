/* misuse.c - calls that must fail, each in its own way.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sockets.h"

/* The first misuse that did not fail as it should: its name and what it
   gave.  */
static const char *wrong_call;
static int wrong_error;

/* Result N of CALL must be a failure with A, or with B.  */
static void
expect (const char *call, long n, int a, int b)
{
  int error = n == -1 ? errno : 0;

  if (wrong_call == NULL && error != a && error != b)
    {
      wrong_call = call;
      wrong_error = error;
    }
}

/* What no call for sockets takes FD for.  */
static void
misuse_all (int fd, int error)
{
  struct sockaddr_storage at, unused;
  socklen_t size = loopback (AF_INET, &at), stored = sizeof unused;
  int on = 1;
  char byte;

  expect ("connect of no socket", connect (fd, (struct sockaddr *) &at, size),
          error, error);
  expect ("listen to no socket", listen (fd, 1), error, error);
  expect ("accept of no socket", accept (fd, NULL, NULL), error, error);
  expect ("recv of no socket", recv (fd, &byte, 1, 0), error, error);
  expect ("shutdown of no socket", shutdown (fd, SHUT_WR), error, error);
  expect ("getpeername of no socket",
          getpeername (fd, (struct sockaddr *) &unused, &stored), error,
          error);
  expect ("setsockopt of no socket",
          setsockopt (fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on), error,
          error);
}

static void
misuse_files (void)
{
  struct sockaddr_storage at;
  socklen_t size = loopback (AF_INET, &at), stored = sizeof at;
  int fd[2], value;

  ipc_pipe (fd);
  misuse_all (fd[0], ENOTSOCK);
  expect ("send to a pipe", send (fd[1], "x", 1, 0), ENOTSOCK, ENOTSOCK);
  expect ("bind of a pipe", bind (fd[0], (struct sockaddr *) &at, size),
          ENOTSOCK, ENOTSOCK);
  expect ("getsockname of a pipe",
          getsockname (fd[0], (struct sockaddr *) &at, &stored), ENOTSOCK,
          ENOTSOCK);
  close (fd[0]);
  misuse_all (fd[0], EBADF);
  stored = sizeof value;
  expect ("listen to nothing", listen (fd[0], 1), EBADF, EBADF);
  expect ("getsockopt of nothing",
          getsockopt (fd[0], SOL_SOCKET, SO_TYPE, &value, &stored), EBADF,
          EBADF);
  close (fd[1]);
}

static void
misuse_unconnected (void)
{
  struct sockaddr_storage at, peer;
  socklen_t size = sizeof peer;
  int fd = bound_socket (AF_INET, SOCK_STREAM, &at), on = 1;
  char byte;

  expect ("getpeername without a peer",
          getpeername (fd, (struct sockaddr *) &peer, &size), ENOTCONN,
          ENOTCONN);
  expect ("recv without a peer", recv (fd, &byte, 1, 0), ENOTCONN, ENOTCONN);
  /* Both are in POSIX: Linux has EPIPE.  */
  expect ("send without a peer", send (fd, "x", 1, 0), ENOTCONN, EPIPE);
  expect ("accept without listen", accept (fd, NULL, NULL), EINVAL, EINVAL);
  size = loopback (AF_INET, &peer);
  expect ("bind once more", bind (fd, (struct sockaddr *) &peer, size),
          EINVAL, EINVAL);
  expect ("setsockopt of no option",
          setsockopt (fd, SOL_SOCKET, 0x7ffe, &on, sizeof on), ENOPROTOOPT,
          ENOPROTOOPT);
  /* Last, for on Linux it fails and is done all the same.  */
  expect ("shutdown without a peer", shutdown (fd, SHUT_RDWR), ENOTCONN,
          ENOTCONN);
  close (fd);
}

/* An address that another socket listens at.  */
static void
misuse_address (void)
{
  struct sockaddr_storage at;
  int from = listener (AF_INET, &at), fd = socket (AF_INET, SOCK_STREAM, 0);

  IPC_SETUP (fd != -1);
  expect ("bind to a port in use",
          bind (fd, (struct sockaddr *) &at, sizeof (struct sockaddr_in)),
          EADDRINUSE, EADDRINUSE);
  close (fd);
  close (from);
}

static void
misuse_datagrams (void)
{
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  IPC_SETUP (fd != -1);
  expect ("accept of datagrams", accept (fd, NULL, NULL), EOPNOTSUPP,
          EOPNOTSUPP);
  expect ("listen to datagrams", listen (fd, 1), EOPNOTSUPP, EOPNOTSUPP);
  expect ("send to nobody", send (fd, "x", 1, 0), EDESTADDRREQ,
          EDESTADDRREQ);
  close (fd);
}

static void
misuse_connected (void)
{
  struct sockaddr_storage at;
  socklen_t size = sizeof at;
  int fd[2];

  stream_pair (AF_INET, fd);
  IPC_SETUP (getpeername (fd[0], (struct sockaddr *) &at, &size) == 0);
  expect ("connect once more", connect (fd[0], (struct sockaddr *) &at, size),
          EISCONN, EISCONN);
  shutdown (fd[0], SHUT_WR);
  expect ("send after shutdown", send (fd[0], "x", 1, 0), EPIPE, EPIPE);
  close (fd[0]);
  close (fd[1]);
}

IPC_TEST (errno_kinds)
{
  ipc_need_loopback ();
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  misuse_files ();
  misuse_unconnected ();
  misuse_address ();
  misuse_datagrams ();
  misuse_connected ();
  if (wrong_call != NULL)
    ipc_observef ("%s: %s", wrong_call,
                  wrong_error == 0 ? "works" : ipc_errno_name (wrong_error));
  else
    ipc_observe ("as documented");
}
