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

enum { MOST = 32 };

/* A listener for ASKED clients.  */
static int
short_listener (int family, struct place *p, int asked)
{
  int fd = bound_socket (family, p);

  IPC_SETUP (listen (fd, asked) == 0);
  return fd;
}

static void
close_all (const int *fd, int n)
{
  while (n-- > 0)
    close (fd[n]);
}

/* How many connect to who asked for that many, as a formula.  */
static const char *
formula (int family, int asked)
{
  struct place p;
  int client[MOST];
  int fd = short_listener (family, &p, asked);
  int n = fill_queue (&p, client, MOST);

  close_all (client, n);
  close (fd);
  return n == asked ? "n" : n == asked + 1 ? "n + 1"
         : n == asked * 3 / 2 ? "1.5 n" : n == asked * 3 / 2 + 1
         ? "1.5 n + 1" : ipc_textf ("%d for %d", n, asked);
}

static const char *
look_queue (int family)
{
  const char *four = formula (family, 4), *eight = formula (family, 8);

  return strcmp (four, eight) == 0 ? four
         : ipc_textf ("%s, and for more %s", four, eight);
}

IPC_TEST (listen_queue)
{
  ipc_observe_families (look_queue);
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
  int fd = short_listener (family, &a.p, 4);
  struct ipc_child child;
  const char *word = "waits";

  n = fill_queue (&a.p, client, MOST);
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
  ipc_observe_families (look_overflow);
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
    return ipc_textf ("not reached: %s", ipc_errno_name (errno));
  close (client);
  close (fd);
  return "has a port";
}

IPC_TEST (listen_unbound)
{
  ipc_observe_families (look_unbound);
}

/* What is wrong with a listener for BACKLOG clients, or NULL.  Below 1 it may
   let nobody in.  */
static const char *
backlog_wrong (int family, int backlog)
{
  struct place p;
  int fd = bound_socket (family, &p);
  int client[2], n, listens = 0;
  socklen_t size = sizeof listens;

  if (listen (fd, backlog) == -1)
    return ipc_textf ("%d: %s", backlog, ipc_errno_name (errno));
  IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size)
             == 0);
  n = backlog > 0 ? fill_queue (&p, client, 2) : 0;
  close_all (client, n);
  close (fd);
  return !listens ? ipc_textf ("%d: does not listen", backlog)
         : backlog > 0 && n < 2 ? ipc_textf ("%d: holds not even two", backlog)
         : NULL;
}

static const char *
look_somaxconn (int family)
{
  static const int backlogs[] = { -1, 0, SOMAXCONN, INT_MAX };
  const char *wrong = NULL;
  size_t i;

  for (i = 0; i < sizeof backlogs / sizeof *backlogs && wrong == NULL; i++)
    wrong = backlog_wrong (family, backlogs[i]);
  return wrong != NULL ? wrong : "takes each";
}

IPC_TEST (listen_somaxconn)
{
  ipc_observe_families (look_somaxconn);
}

/* Whether the next client's socket from the listener FD, at P, has
   O_NONBLOCK; the same of SO_KEEPALIVE.  */
static int
gives_nonblock (int fd, const struct place *p)
{
  int client = client_of (p), server, gives;

  await_events (fd, POLLIN);
  server = accept (fd, NULL, NULL);
  IPC_SETUP (server != -1);
  gives = (fcntl (server, F_GETFL) & O_NONBLOCK) != 0;
  close (server);
  close (client);
  return gives;
}

static int
gives_keepalive (int fd, const struct place *p)
{
  int client = client_of (p), server, value = 0;
  socklen_t size = sizeof value;

  server = accept (fd, NULL, NULL);
  IPC_SETUP (server != -1);
  IPC_SETUP (getsockopt (server, SOL_SOCKET, SO_KEEPALIVE, &value, &size)
             == 0);
  close (server);
  close (client);
  return value != 0;
}

static const char *
look_nb_inherit (int family)
{
  struct place p;
  int fd = listener (family, &p);
  int inherits, keeps, always;

  ipc_nonblocking (fd, 1);
  inherits = gives_nonblock (fd, &p);
  keeps = (fcntl (fd, F_GETFL) & O_NONBLOCK) != 0;
  ipc_nonblocking (fd, 0);
  always = gives_nonblock (fd, &p);
  close (fd);
  return !keeps ? "taken from the listener"
         : always ? "given without the listener's"
         : inherits ? "inherited" : "not inherited";
}

IPC_TEST (accept_nb_inherit)
{
  ipc_observe_families (look_nb_inherit);
}

static int
(keep_alive) (int fd)
{
  return set_option (fd, SO_KEEPALIVE, 1);
}

static const char *
look_opts_inherit (int family)
{
  struct place p;
  int fd = listener (family, &p);
  int inherits, always;

  IPC_SETUP (keep_alive (fd) == 0);
  inherits = gives_keepalive (fd, &p);
  IPC_SETUP (set_option (fd, SO_KEEPALIVE, 0) == 0);
  always = gives_keepalive (fd, &p);
  close (fd);
  return always ? "given without the listener's"
         : inherits ? "inherited" : "not inherited";
}

IPC_TEST (accept_opts_inherit)
{
  ipc_observe_families (look_opts_inherit);
}
