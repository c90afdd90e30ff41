/* servers.c - where the servers are, whose clients are looked at.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "clients.h"

static int family = AF_INET;

const char *
clients_host (void)
{
  return family == AF_INET ? "127.0.0.1" : "::1";
}

static const char *(*look_there) (void);

static const char *
look_at (int at)
{
  family = at;
  return look_there ();
}

void
clients_observe (const char *(*look) (void))
{
  look_there = look;
  ipc_observe_families (look_at);
}

void
clients_letters (char *text, size_t size)
{
  size_t i;

  for (i = 0; i < size; i++)
    text[i] = "abcdefghijklmnopqrstuvwxyz"[i % 26];
  text[size] = '\0';
}

/* Bind FD to a port that the kernel picks; which.  */
static int
bind_to_any (int fd)
{
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  socklen_t size = family == AF_INET ? sizeof v4 : sizeof v6;
  struct sockaddr *at = family == AF_INET ? (struct sockaddr *) &v4
                        : (struct sockaddr *) &v6;

  memset (&v4, 0, sizeof v4);
  memset (&v6, 0, sizeof v6);
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  v6.sin6_family = AF_INET6;
  v6.sin6_addr.s6_addr[15] = 1;
  IPC_SETUP (bind (fd, at, size) == 0);
  IPC_SETUP (getsockname (fd, at, &size) == 0);
  return ntohs (family == AF_INET ? v4.sin_port : v6.sin6_port);
}

int
clients_deaf (int *port)
{
  int held = ipc_hold (), fd = socket (family, SOCK_STREAM, 0);

  IPC_SETUP (fd != -1);
  *port = bind_to_any (fd);
  ipc_release (held);
  return fd;
}

int
clients_listener (int *port)
{
  int held = ipc_hold (), fd = clients_deaf (port);

  IPC_SETUP (listen (fd, 8) == 0);
  ipc_release (held);
  return fd;
}

void
clients_connection (int fd[2])
{
  int held = ipc_hold (), port, listener = clients_listener (&port);
  struct sockaddr_storage at;
  socklen_t size = sizeof at;

  IPC_SETUP (getsockname (listener, (struct sockaddr *) &at, &size) == 0);
  fd[0] = socket (family, SOCK_STREAM, 0);
  IPC_SETUP (fd[0] != -1);
  IPC_SETUP (connect (fd[0], (struct sockaddr *) &at, size) == 0);
  fd[1] = accept (listener, NULL, NULL);
  IPC_SETUP (fd[1] != -1);
  close (listener);
  ipc_release (held);
}
