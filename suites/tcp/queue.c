/* queue.c - the clients that nobody has accepted yet.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

enum { MOST = 32, ASKED = 4 };

/* A listener for ASKED clients.  */
static int
short_listener (int family, struct place *p)
{
  int fd = bound_socket (family, p);

  IPC_SETUP (listen (fd, ASKED) == 0);
  return fd;
}

/* Whether one more client of P is connected: over the loopback network that
   is known when connect() comes back.  */
static int
joins (int fd, const struct place *p)
{
  struct pollfd look;

  ipc_nonblocking (fd, 1);
  if (tcp_connect (fd, p) == 0)
    return 1;
  look.fd = fd;
  look.events = POLLOUT;
  look.revents = 0;
  return errno == EINPROGRESS && poll (&look, 1, 0) == 1
         && (look.revents & (POLLERR | POLLHUP)) == 0
         && pending_error (fd) == 0;
}

/* Connect until that no longer succeeds at once; how many have.  The last
   one, which has not, is closed.  */
static int
fill_queue (const struct place *p, int client[MOST])
{
  int n;

  for (n = 0; n < MOST; n++)
    {
      client[n] = tcp_socket (p);
      if (!joins (client[n], p))
        break;
    }
  IPC_SETUP (n < MOST);
  close (client[n]);
  return n;
}

static void
close_all (const int *fd, int n)
{
  while (n-- > 0)
    close (fd[n]);
}

static const char *
look_queue (int family)
{
  struct place p;
  int client[MOST];
  int fd = short_listener (family, &p);
  int n = fill_queue (&p, client);

  close_all (client, n);
  close (fd);
  return n == ASKED ? "n" : n == ASKED + 1 ? "n + 1"
         : n == ASKED * 3 / 2 ? "1.5 n" : n == ASKED * 3 / 2 + 1
         ? "1.5 n + 1" : text_of ("%d for %d", n, ASKED);
}

IPC_TEST (listen_queue)
{
  observe_families (look_queue);
}

struct attempt
{
  int fd;
  struct place p;
};

static int
connect_and_tell (struct ipc_link *link, void *arg)
{
  struct attempt *a = arg;
  int error = tcp_connect (a->fd, &a->p) == -1 ? errno : 0;

  ipc_send (link, &error, sizeof error);
  return 0;
}

static const char *
look_overflow (int family)
{
  struct attempt a;
  int client[MOST], error = 0, n;
  int fd = short_listener (family, &a.p);
  struct ipc_child child;
  const char *word = "waits";

  n = fill_queue (&a.p, client);
  a.fd = tcp_socket (&a.p);
  child = ipc_start (connect_and_tell, &a);
  if (ipc_await_block_or_tell (&child, "connect") == IPC_TELLS)
    {
      ipc_receive (&child.link, &error, sizeof error);
      ipc_join_exit (&child);
      word = error == 0 ? "succeeds" : ipc_errno_name (error);
    }
  else
    ipc_end (&child);
  close_all (client, n);
  close (fd);
  close (a.fd);
  return word;
}

IPC_TEST (listen_overflow)
{
  observe_families (look_overflow);
}

static const char *
look_unbound (int family)
{
  struct place p;
  int fd, client;

  place_here (&p, family, 0);
  fd = tcp_socket (&p);
  if (listen (fd, 8) == -1)
    return ipc_errno_name (errno);
  own_place (fd, &p);
  if (place_port (&p) == 0)
    return "listens at no port";
  place_here (&p, family, place_port (&p));
  client = tcp_socket (&p);
  if (tcp_connect (client, &p) == -1)
    return text_of ("not reached: %s", ipc_errno_name (errno));
  close (client);
  close (fd);
  return "has a port";
}

IPC_TEST (listen_unbound)
{
  observe_families (look_unbound);
}

static const char *
look_somaxconn (int family)
{
  static const int backlogs[] = { -1, 0, SOMAXCONN, INT_MAX };
  struct place p;
  size_t i;

  for (i = 0; i < sizeof backlogs / sizeof *backlogs; i++)
    {
      int fd = bound_socket (family, &p);
      int client[2] = { -1, -1 };

      if (listen (fd, backlogs[i]) == -1)
        return text_of ("%d: %s", backlogs[i], ipc_errno_name (errno));
      client[0] = tcp_socket (&p);
      client[1] = tcp_socket (&p);
      if (backlogs[i] > 0
          && (!joins (client[0], &p) || !joins (client[1], &p)))
        return text_of ("%d: holds not even two", backlogs[i]);
      close_all (client, 2);
      close (fd);
    }
  return "takes each";
}

IPC_TEST (listen_somaxconn)
{
  observe_families (look_somaxconn);
}

static const char *
look_nb_inherit (int family)
{
  struct place p;
  int fd = listener (family, &p);
  int client = client_of (&p);
  int server, inherits;

  ipc_nonblocking (fd, 1);
  await_events (fd, POLLIN);
  server = accept (fd, NULL, NULL);
  IPC_SETUP (server != -1);
  inherits = (fcntl (server, F_GETFL) & O_NONBLOCK) != 0;
  if (!inherits && (fcntl (fd, F_GETFL) & O_NONBLOCK) == 0)
    return "taken from the listener";
  close (server);
  close (client);
  close (fd);
  return inherits ? "inherited" : "not inherited";
}

IPC_TEST (accept_nb_inherit)
{
  observe_families (look_nb_inherit);
}

static const char *
look_opts_inherit (int family)
{
  struct place p;
  int fd = listener (family, &p);
  int value = 0, client, server;
  socklen_t size = sizeof value;

  IPC_SETUP (set_option (fd, SO_KEEPALIVE, 1) == 0);
  client = client_of (&p);
  server = accept (fd, NULL, NULL);
  IPC_SETUP (server != -1);
  IPC_SETUP (getsockopt (server, SOL_SOCKET, SO_KEEPALIVE, &value, &size)
             == 0);
  close (server);
  close (client);
  close (fd);
  return value != 0 ? "inherited" : "not inherited";
}

IPC_TEST (accept_opts_inherit)
{
  observe_families (look_opts_inherit);
}
