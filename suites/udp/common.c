/* common.c - what the cases on datagrams share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "udp.h"

struct end
udp_unbound (int family)
{
  int held = ipc_hold ();
  struct end end;

  memset (&end, 0, sizeof end);
  end.at.ss_family = (sa_family_t) family;
  end.size = family == AF_INET6 ? sizeof (struct sockaddr_in6)
             : sizeof (struct sockaddr_in);
  end.fd = socket (family, SOCK_DGRAM, 0);
  IPC_SETUP (end.fd != -1);
  ipc_release (held);
  return end;
}

void
udp_set_host (struct sockaddr_storage *at, const void *address)
{
  if (at->ss_family == AF_INET6)
    memcpy ((char *) at + offsetof (struct sockaddr_in6, sin6_addr), address,
            sizeof (struct in6_addr));
  else
    memcpy ((char *) at + offsetof (struct sockaddr_in, sin_addr), address,
            sizeof (struct in_addr));
}

void
udp_set_loopback (struct sockaddr_storage *at)
{
  struct in_addr v4;

  v4.s_addr = htonl (INADDR_LOOPBACK);
  udp_set_host (at, at->ss_family == AF_INET6
                    ? (const void *) &in6addr_loopback : &v4);
}

struct end
udp_end (int family)
{
  int held = ipc_hold ();
  struct end end = udp_unbound (family);
  socklen_t size = sizeof end.at;

  udp_set_loopback (&end.at);
  IPC_SETUP (bind (end.fd, (struct sockaddr *) &end.at, end.size) == 0);
  IPC_SETUP (getsockname (end.fd, (struct sockaddr *) &end.at, &size) == 0);
  ipc_release (held);
  return end;
}

int
udp_has_ipv6 (void)
{
  int held = ipc_hold (), fd = socket (AF_INET6, SOCK_DGRAM, 0), result;
  struct sockaddr_in6 at;

  memset (&at, 0, sizeof at);
  at.sin6_family = AF_INET6;
  at.sin6_addr = in6addr_loopback;
  result = fd != -1 && bind (fd, (struct sockaddr *) &at, sizeof at) == 0;
  if (fd != -1)
    close (fd);
  ipc_release (held);
  return result;
}

void
udp_connect (const struct end *from, const struct end *to)
{
  int held = ipc_hold ();

  IPC_SETUP (connect (from->fd, (const struct sockaddr *) &to->at, to->size)
             == 0);
  ipc_release (held);
}

struct end
udp_closed_port (void)
{
  struct end end = udp_end (AF_INET);

  udp_connect (&end, &end);
  return end;
}

ssize_t
udp_put (int fd, const void *data, size_t size, const struct end *to)
{
  return sendto (fd, data, size, 0, (const struct sockaddr *) &to->at,
                 to->size);
}

void
udp_await (int fd)
{
  int held = ipc_hold ();
  struct pollfd p = { fd, POLLIN, 0 };

  IPC_SETUP (poll (&p, 1, -1) == 1);
  ipc_release (held);
}

ssize_t
udp_take (int fd, void *data, size_t size, struct sockaddr_storage *from)
{
  socklen_t from_size = sizeof *from;

  udp_await (fd);
  return recvfrom (fd, data, size, 0, (struct sockaddr *) from, &from_size);
}

int
udp_reaches (const struct end *sender, int fd, const struct end *to,
             char what, int wanted)
{
  char byte = 0;

  IPC_SETUP (udp_put (sender->fd, &what, 1, to) == 1);
  ipc_settle_loopback ();
  ipc_nonblocking (fd, 1);
  while (!wanted || ipc_comes (fd))
    if (recv (fd, &byte, 1, 0) != 1 || byte == what)
      break;
  return byte == what;
}

int
udp_count (int fd, char what, int wanted)
{
  char byte;
  int n = 0;

  ipc_nonblocking (fd, 1);
  while (n < wanted && ipc_comes (fd) && recv (fd, &byte, 1, 0) == 1)
    n += byte == what;
  while (recv (fd, &byte, 1, 0) == 1)
    n += byte == what;
  return n;
}

int
udp_port (const struct sockaddr_storage *at)
{
  return ntohs (at->ss_family == AF_INET6
                ? ((const struct sockaddr_in6 *) at)->sin6_port
                : ((const struct sockaddr_in *) at)->sin_port);
}

int
udp_same (const struct sockaddr_storage *a, const struct sockaddr_storage *b)
{
  const struct sockaddr_in *a4 = (const struct sockaddr_in *) a;
  const struct sockaddr_in *b4 = (const struct sockaddr_in *) b;
  const struct sockaddr_in6 *a6 = (const struct sockaddr_in6 *) a;
  const struct sockaddr_in6 *b6 = (const struct sockaddr_in6 *) b;

  if (a->ss_family != b->ss_family || udp_port (a) != udp_port (b))
    return 0;
  return a->ss_family == AF_INET6
         ? memcmp (&a6->sin6_addr, &b6->sin6_addr, sizeof a6->sin6_addr) == 0
         : a4->sin_addr.s_addr == b4->sin_addr.s_addr;
}
