/* connect.c - restarting: accept(), connect().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "restart.h"

/* The listener's address; its port is known after restart_listen_tcp().  */
static struct sockaddr_un unix_address;
static struct sockaddr_in tcp_address;

enum { MOST_PENDING = 64 };
static int pending[MOST_PENDING];

static int
listen_unix (struct restart *r)
{
  r->fd[0] = socket (AF_UNIX, SOCK_STREAM, 0);
  IPC_SETUP (r->fd[0] != -1);
  unix_address.sun_family = AF_UNIX;
  strcpy (unix_address.sun_path, "socket");
  IPC_SETUP (bind (r->fd[0], (struct sockaddr *) &unix_address,
                   sizeof unix_address) == 0);
  IPC_SETUP (listen (r->fd[0], 0) == 0);
  return 1;
}

int
restart_listen_tcp (struct restart *r)
{
  socklen_t size = sizeof tcp_address;

  ipc_need_loopback ();
  r->fd[0] = socket (AF_INET, SOCK_STREAM, 0);
  IPC_SETUP (r->fd[0] != -1);
  tcp_address.sin_family = AF_INET;
  tcp_address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  IPC_SETUP (bind (r->fd[0], (struct sockaddr *) &tcp_address, size) == 0);
  IPC_SETUP (getsockname (r->fd[0], (struct sockaddr *) &tcp_address, &size)
             == 0);
  IPC_SETUP (listen (r->fd[0], 0) == 0);
  return 1;
}

static int
connect_unix (int fd)
{
  return connect (fd, (struct sockaddr *) &unix_address,
                  sizeof unix_address);
}

int
restart_connect_tcp (int fd)
{
  return connect (fd, (struct sockaddr *) &tcp_address, sizeof tcp_address);
}

static long
accept_one (struct restart *r)
{
  return r->extra = accept (r->fd[0], NULL, NULL);
}

/* The accepted socket is the one that the parent connected.  */
static int
accepted (struct restart *r, long value)
{
  return read ((int) value, r->data, sizeof r->data) == 5
         && memcmp (r->data, "hello", 5) == 0;
}

static void
come_unix (struct restart *r)
{
  r->fd[1] = socket (AF_UNIX, SOCK_STREAM, 0);
  IPC_SETUP (r->fd[1] != -1 && connect_unix (r->fd[1]) == 0);
  restart_say_hello (r);
}

static void
come_tcp (struct restart *r)
{
  r->fd[1] = socket (AF_INET, SOCK_STREAM, 0);
  IPC_SETUP (r->fd[1] != -1 && restart_connect_tcp (r->fd[1]) == 0);
  restart_say_hello (r);
}

static void
accept_timeout (struct restart *r)
{
  restart_timeout (r->fd[0], SO_RCVTIMEO);
}

static const struct restart_call accept_unix_call =
{
  .call = "accept", .prepare = listen_unix, .block = accept_one,
  .whole = accepted, .release = come_unix
};
RESTART_CASES (accept_unix)

static const struct restart_call accept_tcp_call =
{
  .call = "accept", .prepare = restart_listen_tcp, .block = accept_one,
  .whole = accepted, .release = come_tcp, .later = 1
};
RESTART_CASES (accept_tcp)

static const struct restart_call accept_rcvtimeo_call =
{
  .call = "accept", .prepare = listen_unix, .enter = accept_timeout,
  .block = accept_one, .whole = accepted, .release = come_unix
};
RESTART_CASES (accept_rcvtimeo)

/* Connect to ADDRESS until one more cannot be taken.  */
static void
fill_backlog (struct restart *r, const struct sockaddr *address,
              socklen_t size)
{
  r->filled = ipc_fill_listener (address, size, pending, MOST_PENDING);
  r->extra = socket (address->sa_family, SOCK_STREAM, 0);
  IPC_SETUP (r->extra != -1);
}

static int
full_unix (struct restart *r)
{
  listen_unix (r);
  fill_backlog (r, (struct sockaddr *) &unix_address, sizeof unix_address);
  return 1;
}

static int
full_tcp (struct restart *r)
{
  restart_listen_tcp (r);
  fill_backlog (r, (struct sockaddr *) &tcp_address, sizeof tcp_address);
  return 1;
}

static void
connect_timeout (struct restart *r)
{
  restart_timeout (r->extra, SO_SNDTIMEO);
}

static long
block_unix (struct restart *r)
{
  return connect_unix (r->extra);
}

static long
block_tcp (struct restart *r)
{
  return restart_connect_tcp (r->extra);
}

/* POSIX lets the interrupted connection go on: asking again says so, and
   it is ready when the socket is writable.  */
static long
settle (struct restart *r, int result)
{
  struct pollfd p;
  int error = 0;
  socklen_t size = sizeof error;

  if (result == -1 && errno == EISCONN)
    return 0;
  if (result == 0 || (errno != EALREADY && errno != EINPROGRESS))
    return result;
  p.fd = r->extra;
  p.events = POLLOUT;
  while (poll (&p, 1, -1) == -1)
    IPC_SETUP (errno == EINTR);
  IPC_SETUP (getsockopt (r->extra, SOL_SOCKET, SO_ERROR, &error, &size)
             == 0);
  errno = error;
  return error == 0 ? 0 : -1;
}

static long
settle_unix (struct restart *r)
{
  return settle (r, connect_unix (r->extra));
}

static long
settle_tcp (struct restart *r)
{
  return settle (r, restart_connect_tcp (r->extra));
}

static void
accept_pending (struct restart *r)
{
  for (; r->filled > 0; r->filled--)
    {
      int fd = accept (r->fd[0], NULL, NULL);

      IPC_SETUP (fd != -1);
      close (fd);
    }
}

static int
is_connected (struct restart *r, long value)
{
  struct sockaddr_storage peer;
  socklen_t size = sizeof peer;

  return value == 0
         && getpeername (r->extra, (struct sockaddr *) &peer, &size) == 0;
}

static const struct restart_call connect_unix_full_call =
{
  .call = "connect", .prepare = full_unix, .block = block_unix,
  .again = settle_unix, .whole = is_connected,
  .release = accept_pending
};
RESTART_CASES (connect_unix_full)

static const struct restart_call connect_unix_sndtimeo_call =
{
  .call = "connect", .prepare = full_unix, .enter = connect_timeout,
  .block = block_unix, .again = settle_unix, .whole = is_connected,
  .release = accept_pending
};
RESTART_CASES (connect_unix_sndtimeo)

/* The child keeps nothing of the listener: its end is to be the end.  */
static void
forget_listener (struct restart *r)
{
  size_t i;

  close (r->fd[0]);
  for (i = 0; i < r->filled; i++)
    close (pending[i]);
}

static void
forget_listener_and_time (struct restart *r)
{
  forget_listener (r);
  connect_timeout (r);
}

/* A place in the queue is noticed a second later.  So have another socket in
   the listener's place connect to the child's: then both are connected.  */
static void
meet_child (struct restart *r)
{
  struct sockaddr_in child;
  socklen_t size = sizeof child;
  int on = 1;

  IPC_SETUP (getsockname (r->extra, (struct sockaddr *) &child, &size) == 0);
  for (; r->filled > 0; r->filled--)
    close (pending[r->filled - 1]);
  close (r->fd[0]);
  r->fd[0] = socket (AF_INET, SOCK_STREAM, 0);
  IPC_SETUP (r->fd[0] != -1);
  IPC_SETUP (setsockopt (r->fd[0], SOL_SOCKET, SO_REUSEADDR, &on, sizeof on)
             == 0);
  IPC_SETUP (bind (r->fd[0], (struct sockaddr *) &tcp_address,
                   sizeof tcp_address) == 0);
  IPC_SETUP (connect (r->fd[0], (struct sockaddr *) &child, size) == 0);
}

static const struct restart_call connect_tcp_full_call =
{
  .call = "connect", .prepare = full_tcp, .enter = forget_listener,
  .block = block_tcp, .again = settle_tcp, .whole = is_connected,
  .release = meet_child, .later = 1
};
RESTART_CASES (connect_tcp_full)

static const struct restart_call connect_tcp_sndtimeo_call =
{
  .call = "connect", .prepare = full_tcp, .enter = forget_listener_and_time,
  .block = block_tcp, .again = settle_tcp, .whole = is_connected,
  .release = meet_child, .later = 1
};
RESTART_CASES (connect_tcp_sndtimeo)
