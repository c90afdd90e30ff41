/* socketpair.c - a socket pair without socketpair().
   SPDX-License-Identifier: BSD-2-Clause

   By two sockets of AF_UNIX that meet under names, where the platform has
   them: nothing of a native pair is lost but that its ends are unnamed,
   socketpairs.unnamed.  Else, for streams alone, by the loopback network;
   socketpair-inet.c says what that loses.  Datagrams of the Internet family
   vanish when the receiver is slow, and no sender learns of it: so there is
   no pair of them, socketpairs.dgram_full.  Not at all: SOCK_RAW,
   socketpairs.raw.  */

#include "probed.h"
#include "ipcompat-sockets.h"

#include <errno.h>

static int
refuse (int error)
{
  errno = error;
  return -1;
}

#ifdef IPCOMPAT_NO_SOCKETS

int
ipc_fb_socketpair (int domain, int type, int protocol, int fd[2])
{
  (void) domain;
  (void) type;
  (void) protocol;
  (void) fd;
  return refuse (ENOSYS);
}

#else

# include <fcntl.h>
# include <poll.h>
# include <string.h>
# include <unistd.h>

# include "pair.h"

void
ipc_pair_drop (int fd)
{
  int error = errno;

  if (fd != -1)
    close (fd);
  errno = error;
}

int
ipc_pair_socket (int family, int type)
{
  int fd = socket (family, type | SOCK_NONBLOCK, 0);

  if (fd != -1 && !IPC_PAIR_FLAGS && fcntl (fd, F_SETFL, O_NONBLOCK) == -1)
    {
      ipc_pair_drop (fd);
      fd = -1;
    }
  return fd;
}

int
ipc_pair_finish (int fd, int type)
{
  return (type & SOCK_NONBLOCK) != 0 || fcntl (fd, F_SETFL, 0) == 0;
}

/* Wait until LISTENER has someone to accept, or CONNECTOR has failed, or was
   taken for a stranger and closed: it would come no more.  */
static int
await_connection (int listener, int connector)
{
  struct pollfd p[2];
  int error;
  socklen_t size = sizeof error;

  p[0].fd = listener;
  p[0].events = POLLIN;
  p[1].fd = connector;
  p[1].events = POLLIN | POLLOUT;
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
          if (error != 0 || (p[1].revents & (POLLIN | POLLHUP)) != 0)
            return refuse (error != 0 ? error : ECONNABORTED);
          p[1].events = POLLIN;
        }
      if (p[0].revents != 0)
        return 0;
    }
}

/* Whether CONNECTOR is at FROM.  Of a path the size is anyone's guess.  */
static int
is_at (int connector, const struct sockaddr_storage *from, socklen_t size)
{
  struct sockaddr_storage own;
  socklen_t own_size = sizeof own;
  const void *at = &own, *there = from;

  memset (&own, 0, sizeof own);
  if (getsockname (connector, (struct sockaddr *) &own, &own_size) == -1
      || own.ss_family != from->ss_family)
    return 0;
# ifndef IPC_PAIR_NO_INTERNET
  if (own.ss_family == AF_INET)
    {
      const struct sockaddr_in *a = at, *b = there;

      return a->sin_port == b->sin_port
             && a->sin_addr.s_addr == b->sin_addr.s_addr;
    }
# endif
# ifndef IPC_PAIR_NO_NAMES
  if (((const struct sockaddr_un *) at)->sun_path[0] == '/')
    return strcmp (((const struct sockaddr_un *) at)->sun_path,
                   ((const struct sockaddr_un *) there)->sun_path) == 0;
# endif
  return own_size == size && memcmp (at, there, size) == 0;
}

/* accept() with the flags of TYPE.  */
static int
accept_as (int listener, struct sockaddr_storage *from, socklen_t *size,
           int type)
{
# if defined IPC_PROBE_ACCEPT4 && IPC_PROBE_ACCEPT4 == 1 && IPC_PAIR_FLAGS
  return accept4 (listener, (struct sockaddr *) from, size,
                  type & (SOCK_NONBLOCK | SOCK_CLOEXEC));
# else
  return ipc_fb_accept4 (listener, (struct sockaddr *) from, size,
                         type & (SOCK_NONBLOCK | SOCK_CLOEXEC));
# endif
}

/* Whether accept() may be tried again after ERROR.  */
static int
is_passing (int error)
{
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR
         || error == ECONNABORTED;
}

int
ipc_pair_meet (int listener, int connector, const struct sockaddr *door,
               socklen_t size, int type)
{
  struct sockaddr_storage from;
  socklen_t from_size;
  int i, called = 0, fd;

  for (i = 0; i < IPC_PAIR_STRANGERS; i++)
    {
      /* In AF_UNIX it fails with EAGAIN when strangers fill the room.  */
      if (!called)
        called = connect (connector, door, size) == 0 || errno == EINPROGRESS;
      if (!called && errno != EAGAIN && errno != EWOULDBLOCK)
        return -1;
      from_size = sizeof from;
      memset (&from, 0, sizeof from);
      fd = accept_as (listener, &from, &from_size, type);
      if (fd != -1 && called && is_at (connector, &from, from_size))
        return fd;
      ipc_pair_drop (fd);
      if (fd == -1
          && (!is_passing (errno)
              || (called && await_connection (listener, connector) == -1)))
        return -1;
    }
  return refuse (ECONNABORTED);
}

/* Whether ERROR says that this process, or the system, has no more room, or
   is under attack: then there is no use in another way.  */
static int
is_exhaustion (int error)
{
  return error == EMFILE || error == ENFILE || error == ENOMEM
         || error == ENOBUFS || error == ECONNABORTED;
}

static int
is_kind (int kind)
{
  return kind == SOCK_STREAM || kind == SOCK_DGRAM
# ifdef SOCK_SEQPACKET
         || kind == SOCK_SEQPACKET
# endif
    ;
}

int
ipc_fb_socketpair (int domain, int type, int protocol, int fd[2])
{
  int kind = IPC_PAIR_KIND (type);

  if (domain == AF_INET)
    return refuse (EOPNOTSUPP);
# ifdef AF_INET6
  if (domain == AF_INET6)
    return refuse (EOPNOTSUPP);
# endif
  if (domain != AF_UNIX)
    return refuse (EAFNOSUPPORT);
  if (protocol != 0 || !is_kind (kind))
    return refuse (EPROTONOSUPPORT);
  if (ipc_pair_by_names (type, fd) == 0)
    return 0;
  if (kind == SOCK_STREAM && !is_exhaustion (errno))
    return ipc_fb_socketpair_inet (type, fd);
  return errno == EAFNOSUPPORT ? refuse (EPROTONOSUPPORT) : -1;
}

#endif
