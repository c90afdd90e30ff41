/* open.c - the mechanisms, opened and found by their names.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "differ.h"
#include "overview.h"

/* Strangers do not have this number.  */
static void
name_number (struct use *u)
{
  int high = fcntl (u->out, F_DUPFD, 40);

  IPC_SETUP (high != -1);
  close (u->out);
  u->out = high;
  snprintf (u->name, sizeof u->name, "%d", high);
}

static int
open_pair (struct use *u, int type)
{
  int fd[2];

  if (socketpair (AF_UNIX, type, 0, fd) == -1)
    return errno;
  u->out = fd[0];
  u->in = fd[1];
  name_number (u);
  return 0;
}

static int
open_pipe (struct use *u)
{
  int fd[2];

  ipc_pipe (fd);
  u->in = fd[0];
  u->out = fd[1];
  name_number (u);
  return 0;
}

static int
open_stream_pair (struct use *u)
{
  return open_pair (u, SOCK_STREAM);
}

static int
open_dgram_pair (struct use *u)
{
  return open_pair (u, SOCK_DGRAM);
}

static int
reach_number (const char *name, const char *text)
{
  return write (atoi (name), text, strlen (text)) == -1 ? -1 : 0;
}

static int
open_fifo (struct use *u)
{
  snprintf (u->name, sizeof u->name, "the-fifo");
  if (mkfifo (u->name, 0600) == -1)
    return errno;
  u->in = open (u->name, O_RDONLY | O_NONBLOCK);
  u->out = open (u->name, O_WRONLY);
  IPC_SETUP (u->in != -1 && u->out != -1);
  IPC_SETUP (fcntl (u->in, F_SETFL, 0) == 0);
  return 0;
}

static int
reach_fifo (const char *name, const char *text)
{
  int fd = open (name, O_WRONLY | O_NONBLOCK);

  return fd != -1 && write (fd, text, strlen (text)) > 0 ? 0 : -1;
}

static socklen_t
local_address (struct sockaddr_un *a, const char *name)
{
  memset (a, 0, sizeof *a);
  a->sun_family = AF_UNIX;
  strcpy (a->sun_path, name);
  return sizeof *a;
}

static socklen_t
network_address (struct sockaddr_in *a, const char *port)
{
  memset (a, 0, sizeof *a);
  a->sin_family = AF_INET;
  a->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  a->sin_port = htons ((unsigned short) atoi (port));
  return sizeof *a;
}

/* The address that NAME stands for in FAMILY.  */
static socklen_t
address (int family, struct sockaddr_storage *a, const char *name)
{
  return family == AF_UNIX
         ? local_address ((struct sockaddr_un *) (void *) a, name)
         : network_address ((struct sockaddr_in *) (void *) a, name);
}

/* A socket that has a name: NAME, or a port of the network.  */
static int
open_named (struct use *u, int family, int type, const char *name)
{
  struct sockaddr_storage a;
  socklen_t size = address (family, &a, name);
  int fd = socket (family, type, 0);

  if (fd == -1 || bind (fd, (struct sockaddr *) &a, size) == -1)
    return errno;
  snprintf (u->name, sizeof u->name, "%s", name);
  if (family == AF_INET)
    {
      IPC_SETUP (getsockname (fd, (struct sockaddr *) &a, &size) == 0);
      snprintf (u->name, sizeof u->name, "%d",
                ntohs (((struct sockaddr_in *) (void *) &a)->sin_port));
    }
  size = address (family, &a, u->name);
  u->out = socket (family, type, 0);
  IPC_SETUP (u->out != -1);
  if (type == SOCK_STREAM)
    {
      u->listener = fd;
      IPC_SETUP (listen (fd, 2) == 0);
    }
  else
    u->in = fd;
  if (connect (u->out, (struct sockaddr *) &a, size) == -1)
    return errno;
  if (type == SOCK_STREAM)
    u->in = accept (fd, NULL, NULL);
  IPC_SETUP (u->in != -1);
  return 0;
}

static int
open_local_stream (struct use *u)
{
  return open_named (u, AF_UNIX, SOCK_STREAM, "the-stream");
}

static int
open_local_dgram (struct use *u)
{
  struct sockaddr_un a;
  socklen_t size = local_address (&a, "the-sender");
  int error = open_named (u, AF_UNIX, SOCK_DGRAM, "the-datagrams");

  /* An answer needs an address.  */
  if (error == 0)
    IPC_SETUP (bind (u->out, (struct sockaddr *) &a, size) == 0);
  return error;
}

static int
open_tcp (struct use *u)
{
  return open_named (u, AF_INET, SOCK_STREAM, "0");
}

static int
open_udp (struct use *u)
{
  return open_named (u, AF_INET, SOCK_DGRAM, "0");
}

static int
reach_socket (int family, int type, const char *name, const char *text)
{
  struct sockaddr_storage a;
  socklen_t size = address (family, &a, name);
  int fd = socket (family, type, 0);

  return fd != -1 && connect (fd, (struct sockaddr *) &a, size) == 0
         && write (fd, text, strlen (text)) > 0 ? 0 : -1;
}

static int
reach_local_stream (const char *name, const char *text)
{
  return reach_socket (AF_UNIX, SOCK_STREAM, name, text);
}

static int
reach_local_dgram (const char *name, const char *text)
{
  return reach_socket (AF_UNIX, SOCK_DGRAM, name, text);
}

static int
reach_tcp (const char *name, const char *text)
{
  return reach_socket (AF_INET, SOCK_STREAM, name, text);
}

static int
reach_udp (const char *name, const char *text)
{
  return reach_socket (AF_INET, SOCK_DGRAM, name, text);
}

static int
open_queue (struct use *u)
{
  if (strcmp (ipc_sysv_state (IPC_QUEUE), "works") != 0)
    return ENOSYS;
  u->in = u->out = ipc_sysv_private (IPC_QUEUE, 0);
  IPC_SETUP (u->in != -1);
  snprintf (u->name, sizeof u->name, "%d", u->in);
  return 0;
}

static int
reach_queue (const char *name, const char *text)
{
  return ipc_send_message (atoi (name), 1, text, 0);
}

const struct mechanism mechanisms[MECHANISMS] =
{
  { "pipe", open_pipe, reach_number, BY_NUMBER, "stream, relatives, one way" },
  { "FIFO", open_fifo, reach_fifo, BY_NAME, "stream, all, one way" },
  { "stream pair", open_stream_pair, reach_number, BY_NUMBER,
    "stream, relatives, both ways" },
  { "datagram pair", open_dgram_pair, reach_number, BY_NUMBER,
    "messages, relatives, both ways" },
  { "local stream", open_local_stream, reach_local_stream, BY_NAME,
    "stream, all, both ways" },
  { "local datagrams", open_local_dgram, reach_local_dgram, BY_NAME,
    "messages, all, both ways" },
  { "TCP", open_tcp, reach_tcp, BY_PORT, "stream, all, both ways" },
  { "UDP", open_udp, reach_udp, BY_PORT, "messages, all, both ways" },
  { "queue of System V", open_queue, reach_queue, BY_ID,
    "messages, all, both ways" }
};
