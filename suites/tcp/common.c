/* common.c - what the cases on TCP share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

void
place_here (struct place *p, int family, int port)
{
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;

  memset (p, 0, sizeof *p);
  if (family == AF_INET)
    {
      memset (&v4, 0, sizeof v4);
      v4.sin_family = AF_INET;
      v4.sin_port = htons ((unsigned short) port);
      v4.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
      memcpy (&p->at, &v4, p->size = sizeof v4);
      return;
    }
  memset (&v6, 0, sizeof v6);
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons ((unsigned short) port);
  v6.sin6_addr.s6_addr[15] = 1;
  memcpy (&p->at, &v6, p->size = sizeof v6);
}

void
place_any (struct place *p, int family, int port)
{
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;

  place_here (p, family, port);
  memcpy (&v4, &p->at, sizeof v4);
  memcpy (&v6, &p->at, sizeof v6);
  v4.sin_addr.s_addr = htonl (INADDR_ANY);
  v6.sin6_addr.s6_addr[15] = 0;
  if (family == AF_INET)
    memcpy (&p->at, &v4, sizeof v4);
  else
    memcpy (&p->at, &v6, sizeof v6);
}

void
place_second (struct place *p, int port)
{
  struct sockaddr_in v4;

  place_here (p, AF_INET, port);
  memcpy (&v4, &p->at, sizeof v4);
  v4.sin_addr.s_addr = htonl (INADDR_LOOPBACK + 1);
  memcpy (&p->at, &v4, sizeof v4);
}

void
place_foreign (struct place *p, int family, int port)
{
  static const unsigned char document[4] = { 0x20, 0x01, 0x0d, 0xb8 };
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;

  place_here (p, family, port);
  memcpy (&v4, &p->at, sizeof v4);
  memcpy (&v6, &p->at, sizeof v6);
  v4.sin_addr.s_addr = htonl (0xc0000201);
  memcpy (v6.sin6_addr.s6_addr, document, sizeof document);
  if (family == AF_INET)
    memcpy (&p->at, &v4, sizeof v4);
  else
    memcpy (&p->at, &v6, sizeof v6);
}

int
place_port (const struct place *p)
{
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;

  memcpy (&v4, &p->at, sizeof v4);
  memcpy (&v6, &p->at, sizeof v6);
  return ntohs (p->at.ss_family == AF_INET ? v4.sin_port : v6.sin6_port);
}

int
same_place (const struct place *a, const struct place *b)
{
  struct sockaddr_in v4[2];
  struct sockaddr_in6 v6[2];

  if (a->at.ss_family != b->at.ss_family || place_port (a) != place_port (b))
    return 0;
  memcpy (&v4[0], &a->at, sizeof v4[0]);
  memcpy (&v4[1], &b->at, sizeof v4[1]);
  memcpy (&v6[0], &a->at, sizeof v6[0]);
  memcpy (&v6[1], &b->at, sizeof v6[1]);
  return a->at.ss_family == AF_INET
         ? v4[0].sin_addr.s_addr == v4[1].sin_addr.s_addr
         : memcmp (&v6[0].sin6_addr, &v6[1].sin6_addr,
                   sizeof v6[0].sin6_addr) == 0;
}

void
own_place (int fd, struct place *p)
{
  p->size = sizeof p->at;
  IPC_SETUP (getsockname (fd, (struct sockaddr *) &p->at, &p->size) == 0);
}

void
peer_place (int fd, struct place *p)
{
  p->size = sizeof p->at;
  IPC_SETUP (getpeername (fd, (struct sockaddr *) &p->at, &p->size) == 0);
}

int
is_connected (int fd, const struct place *p)
{
  struct place peer;

  peer.size = sizeof peer.at;
  return getpeername (fd, (struct sockaddr *) &peer.at, &peer.size) == 0
         && same_place (&peer, p);
}

int
tcp_socket (const struct place *p)
{
  int fd = socket (p->at.ss_family, SOCK_STREAM, 0);

  IPC_SETUP (fd != -1);
  return fd;
}

int
tcp_bind (int fd, const struct place *p)
{
  return bind (fd, (const struct sockaddr *) &p->at, p->size);
}

int
tcp_connect (int fd, const struct place *p)
{
  return connect (fd, (const struct sockaddr *) &p->at, p->size);
}

int
bound_socket (int family, struct place *p)
{
  int fd;

  place_here (p, family, 0);
  fd = tcp_socket (p);
  IPC_SETUP (tcp_bind (fd, p) == 0);
  own_place (fd, p);
  return fd;
}

int
listener (int family, struct place *p)
{
  int fd = bound_socket (family, p);

  IPC_SETUP (listen (fd, 8) == 0);
  return fd;
}

int
client_of (const struct place *p)
{
  int fd = tcp_socket (p);

  IPC_SETUP (tcp_connect (fd, p) == 0);
  ipc_settle_loopback ();
  return fd;
}

int
fill_queue (const struct place *p, int *client, int most)
{
  return ipc_fill_listener ((const struct sockaddr *) &p->at, p->size, client,
                            most);
}

void
connection (int family, int fd[2])
{
  struct place p;
  int server = listener (family, &p);

  fd[0] = client_of (&p);
  fd[1] = accept (server, NULL, NULL);
  IPC_SETUP (fd[1] != -1);
  close (server);
}

int
set_option (int fd, int option, int value)
{
  return setsockopt (fd, SOL_SOCKET, option, &value, sizeof value);
}

void
close_with_reset (int fd)
{
  struct linger now = { 1, 0 };

  IPC_SETUP (setsockopt (fd, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
  IPC_SETUP (close (fd) == 0);
}

int
pending_error (int fd)
{
  int error = 0;
  socklen_t size = sizeof error;

  IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0);
  return error;
}

short
await_events (int fd, short events)
{
  int held = ipc_hold ();
  struct pollfd p;

  p.fd = fd;
  p.events = events;
  p.revents = 0;
  while (poll (&p, 1, -1) == -1)
    IPC_SETUP (errno == EINTR);
  ipc_release (held);
  return p.revents;
}

ssize_t
take (int fd, void *data, size_t size)
{
  await_events (fd, POLLIN);
  return read (fd, data, size);
}

const char *
take_all (int fd)
{
  static char text[4][256];
  static int last;
  char *to = text[last = (last + 1) % 4];
  size_t size = 0;
  ssize_t n;

  while ((n = take (fd, to + size, sizeof text[0] - 1 - size)) > 0)
    size += (size_t) n;
  to[size] = '\0';
  return n == 0 ? to : ipc_errno_name (errno);
}
