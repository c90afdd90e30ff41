/* common.c - what the cases on sockets share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sockets.h"

socklen_t
loopback (int family, struct sockaddr_storage *at)
{
  struct sockaddr_in *v4 = (struct sockaddr_in *) at;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *) at;

  memset (at, 0, sizeof *at);
  at->ss_family = (sa_family_t) family;
  if (family == AF_INET6)
    {
      v6->sin6_addr = in6addr_loopback;
      return sizeof *v6;
    }
  v4->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  return sizeof *v4;
}

int
has_ipv6 (void)
{
  int held = ipc_hold (), fd, result;
  struct sockaddr_storage at;
  socklen_t size = loopback (AF_INET6, &at);

  fd = socket (AF_INET6, SOCK_STREAM, 0);
  result = fd != -1 && bind (fd, (struct sockaddr *) &at, size) == 0;
  if (fd != -1)
    close (fd);
  ipc_release (held);
  return result;
}

int
bound_socket (int family, int type, struct sockaddr_storage *at)
{
  socklen_t size = loopback (family, at);
  int held = ipc_hold (), fd;

  fd = socket (family, type, 0);
  IPC_SETUP (fd != -1);
  IPC_SETUP (bind (fd, (struct sockaddr *) at, size) == 0);
  size = sizeof *at;
  IPC_SETUP (getsockname (fd, (struct sockaddr *) at, &size) == 0);
  ipc_release (held);
  return fd;
}

int
listener (int family, struct sockaddr_storage *at)
{
  int fd = bound_socket (family, SOCK_STREAM, at);

  IPC_SETUP (listen (fd, 5) == 0);
  return fd;
}

int
unix_listener (struct sockaddr_un *un, const char *name)
{
  int fd = socket (PF_UNIX, SOCK_STREAM, 0);

  IPC_SETUP (fd != -1);
  memset (un, 0, sizeof *un);
  un->sun_family = AF_UNIX;
  strcpy (un->sun_path, name);
  IPC_SETUP (bind (fd, (struct sockaddr *) un, sizeof *un) == 0);
  IPC_SETUP (listen (fd, 1) == 0);
  return fd;
}

void
stream_pair (int family, int fd[2])
{
  struct sockaddr_storage at, unused;
  socklen_t size = loopback (family, &unused);
  int from = listener (family, &at), held = ipc_hold ();

  fd[0] = socket (family, SOCK_STREAM, 0);
  IPC_SETUP (fd[0] != -1);
  IPC_SETUP (connect (fd[0], (struct sockaddr *) &at, size) == 0);
  fd[1] = accept (from, NULL, NULL);
  IPC_SETUP (fd[1] != -1);
  close (from);
  ipc_release (held);
}

void
await_bytes (int fd, size_t size)
{
  static char bytes[65536];
  int held = ipc_hold ();
  struct pollfd p = { fd, POLLIN, 0 };

  IPC_SETUP (size <= sizeof bytes && poll (&p, 1, -1) == 1);
  while (recv (fd, bytes, sizeof bytes, MSG_PEEK) < (ssize_t) size)
    ipc_let_pass (1);
  ipc_release (held);
}

void
say (int fd, const char *text)
{
  size_t size = strlen (text);

  IPC_SETUP (send (fd, text, size, 0) == (ssize_t) size);
}

const char *
events_text (short events)
{
  static const struct
  {
    short event;
    const char *name;
  } names[] = {
    { POLLIN, " IN" }, { POLLOUT, " OUT" }, { POLLERR, " ERR" },
    { POLLHUP, " HUP" }, { POLLNVAL, " NVAL" }
  };
  static char text[32];
  size_t i, n = 0;

  strcpy (text, " none");
  for (i = 0; i < sizeof names / sizeof *names; i++)
    if ((events & names[i].event) != 0)
      n += (size_t) snprintf (text + n, sizeof text - n, "%s",
                              names[i].name);
  return text + 1;
}

short
polled (int fd, short events)
{
  struct pollfd p;

  p.fd = fd;
  p.events = events;
  p.revents = 0;
  IPC_SETUP (poll (&p, 1, 0) != -1);
  return p.revents;
}
