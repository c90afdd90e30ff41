/* socketpair.c - a socket pair from the loopback network.
   SPDX-License-Identifier: BSD-2-Clause

   Each end is proved to be the other's peer before it is handed out: between
   listen() and accept(), or bind() and connect(), anyone on this host may
   get in.  What the pair does not preserve:
     the ends have Internet addresses              socketpairs.unnamed
     no SOCK_SEQPACKET, no SOCK_RAW                socketpairs.seqpacket, .raw
     a write after the peer's close fails only
       at the second time             socketpairs.sigpipe, .pipe_from_pair
     a datagram to a closed peer likewise          socketpairs.dgram_peer_gone
   Datagrams may get lost when the receiver is slow; descriptors and
   credentials cannot be passed; data and ends arrive a moment later.  */

#include "ipcompat-sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef SOCK_NONBLOCK
# define SOCK_NONBLOCK 0
#endif
#ifndef SOCK_CLOEXEC
# define SOCK_CLOEXEC 0
#endif

/* Strangers at the door before this gives up, and how many of them find
   room there without keeping the connector waiting.  */
enum { MOST_STRANGERS = 64, ROOM = 16 };

/* close() that keeps errno, for the ways out of a failure.  */
static void
drop (int fd)
{
  int error = errno;

  if (fd != -1)
    close (fd);
  errno = error;
}

/* A non-blocking socket bound to a port of 127.0.0.1, and its address.  */
static int
bound (int type, struct sockaddr_in *at)
{
  socklen_t size = sizeof *at;
  int fd = socket (AF_INET, type, 0);

  if (fd == -1)
    return -1;
  memset (at, 0, sizeof *at);
  at->sin_family = AF_INET;
  at->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (bind (fd, (struct sockaddr *) at, sizeof *at) == 0
      && getsockname (fd, (struct sockaddr *) at, &size) == 0
      && fcntl (fd, F_SETFL, O_NONBLOCK) == 0)
    return fd;
  drop (fd);
  return -1;
}

static int
same_address (const struct sockaddr_in *a, const struct sockaddr_in *b)
{
  return a->sin_family == b->sin_family && a->sin_port == b->sin_port
         && a->sin_addr.s_addr == b->sin_addr.s_addr;
}

/* Whether FD's peer is at AT.  */
static int
has_peer (int fd, const struct sockaddr_in *at)
{
  struct sockaddr_in peer;
  socklen_t size = sizeof peer;

  memset (&peer, 0, sizeof peer);
  return getpeername (fd, (struct sockaddr *) &peer, &size) == 0
         && same_address (&peer, at);
}

/* Wait until LISTENER has someone to accept, or CONNECTOR has failed.  */
static int
await_connection (int listener, int connector)
{
  struct pollfd p[2];
  int error;
  socklen_t size = sizeof error;

  p[0].fd = listener;
  p[0].events = POLLIN;
  p[1].fd = connector;
  p[1].events = POLLOUT;
  for (;;)
    {
      p[0].revents = p[1].revents = 0;
      if (poll (p, 2, -1) == -1 && errno != EINTR)
        return -1;
      if (p[1].revents != 0)
        {
          if (getsockopt (connector, SOL_SOCKET, SO_ERROR, &error, &size)
              == -1)
            return -1;
          if (error != 0)
            {
              errno = error;
              return -1;
            }
          p[1].fd = -1;
        }
      if (p[0].revents != 0)
        return 0;
    }
}

/* Accept CONNECTOR, which is at FROM, and nobody else.  */
static int
accept_self (int listener, int connector, const struct sockaddr_in *from)
{
  int strangers, fd;

  for (strangers = 0; strangers < MOST_STRANGERS; strangers++)
    {
      if (await_connection (listener, connector) == -1)
        return -1;
      fd = accept (listener, NULL, NULL);
      if (fd != -1 && has_peer (fd, from))
        return fd;
      drop (fd);
      if (fd == -1 && errno != EAGAIN && errno != EWOULDBLOCK
          && errno != EINTR && errno != ECONNABORTED)
        return -1;
    }
  errno = ECONNABORTED;
  return -1;
}

static int
stream_pair (int fd[2])
{
  struct sockaddr_in door, from;
  int listener = bound (SOCK_STREAM, &door);
  int one = 1;

  if (listener == -1)
    return -1;
  if (listen (listener, ROOM) == 0
      && (fd[0] = bound (SOCK_STREAM, &from)) != -1
      && (connect (fd[0], (struct sockaddr *) &door, sizeof door) == 0
          || errno == EINPROGRESS)
      && (fd[1] = accept_self (listener, fd[0], &from)) != -1
      && setsockopt (fd[0], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) == 0
      && setsockopt (fd[1], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) == 0)
    {
      close (listener);
      return 0;
    }
  drop (listener);
  return -1;
}

/* Throw away what strangers sent before FD was connected.  */
static void
discard (int fd)
{
  char byte;

  while (recv (fd, &byte, 1, 0) != -1 || errno == EINTR)
    continue;
}

static int
datagram_pair (int fd[2])
{
  struct sockaddr_in at[2];

  if ((fd[0] = bound (SOCK_DGRAM, &at[0])) == -1
      || (fd[1] = bound (SOCK_DGRAM, &at[1])) == -1
      || connect (fd[0], (struct sockaddr *) &at[1], sizeof at[1]) == -1
      || connect (fd[1], (struct sockaddr *) &at[0], sizeof at[0]) == -1)
    return -1;
  if (!has_peer (fd[0], &at[1]) || !has_peer (fd[1], &at[0]))
    {
      errno = ECONNABORTED;
      return -1;
    }
  discard (fd[0]);
  discard (fd[1]);
  return 0;
}

/* Give FD the flags that TYPE asks for, and no others.  */
static int
finish (int fd, int type)
{
  return fcntl (fd, F_SETFL, (type & SOCK_NONBLOCK) != 0 ? O_NONBLOCK : 0)
           == 0
         && fcntl (fd, F_SETFD, (type & SOCK_CLOEXEC) != 0 ? FD_CLOEXEC : 0)
           == 0;
}

static int
refuse (int error)
{
  errno = error;
  return -1;
}

int
ipc_fb_socketpair (int domain, int type, int protocol, int fd[2])
{
  int kind = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  int made[2] = { -1, -1 };

  if (domain == AF_INET)
    return refuse (EOPNOTSUPP);
#ifdef AF_INET6
  if (domain == AF_INET6)
    return refuse (EOPNOTSUPP);
#endif
  if (domain != AF_UNIX)
    return refuse (EAFNOSUPPORT);
  if (protocol != 0 || (kind != SOCK_STREAM && kind != SOCK_DGRAM))
    return refuse (EPROTONOSUPPORT);
  if ((kind == SOCK_STREAM ? stream_pair (made) : datagram_pair (made)) == -1
      || !finish (made[0], type) || !finish (made[1], type))
    {
      drop (made[0]);
      drop (made[1]);
      return -1;
    }
  fd[0] = made[0];
  fd[1] = made[1];
  return 0;
}
