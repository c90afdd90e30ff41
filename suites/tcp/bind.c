/* bind.c - which addresses and ports a server may have.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

/* A server ends that has closed a client's connection first: its port has a
   connection that lingers.  OPTION: it had SO_REUSEADDR.  */
static void
server_ends (int family, int option, struct place *p)
{
  char got;
  int fd, client, server;

  place_here (p, family, 0);
  fd = tcp_socket (p);
  IPC_SETUP (!option || set_option (fd, SO_REUSEADDR, 1) == 0);
  IPC_SETUP (tcp_bind (fd, p) == 0 && listen (fd, 8) == 0);
  own_place (fd, p);
  client = client_of (p);
  server = accept (fd, NULL, NULL);
  IPC_SETUP (server != -1 && close (server) == 0);
  IPC_SETUP (take (client, &got, 1) == 0);
  close (client);
  close (fd);
}

/* Another one starts in the same place: NULL, or what is wrong.  */
static const char *
server_starts (int option, const struct place *p)
{
  int fd = tcp_socket (p);
  int client, server;

  IPC_SETUP (!option || set_option (fd, SO_REUSEADDR, 1) == 0);
  if (tcp_bind (fd, p) == -1)
    return ipc_textf ("%s at bind", ipc_errno_name (errno));
  if (listen (fd, 8) == -1)
    return ipc_textf ("%s at listen", ipc_errno_name (errno));
  client = tcp_socket (p);
  if (tcp_connect (client, p) == -1)
    return ipc_textf ("%s for its client", ipc_errno_name (errno));
  server = accept (fd, NULL, NULL);
  IPC_SETUP (server != -1);
  close (server);
  close (client);
  close (fd);
  return NULL;
}

static const char *
look_restart (int family)
{
  struct place p;
  const char *wrong;

  server_ends (family, 1, &p);
  wrong = server_starts (1, &p);
  return wrong == NULL ? "starts again" : wrong;
}

IPC_TEST (reuseaddr_restart)
{
  ipc_observe_families (look_restart);
}

static const char *
look_without (int family)
{
  struct place p;
  const char *wrong;

  server_ends (family, 0, &p);
  wrong = server_starts (0, &p);
  return wrong == NULL ? "starts again" : wrong;
}

IPC_TEST (reuseaddr_without)
{
  ipc_observe_families (look_without);
}

static int
reusing_socket (const struct place *p)
{
  int fd = tcp_socket (p);

  IPC_SETUP (set_option (fd, SO_REUSEADDR, 1) == 0);
  return fd;
}

/* Two sockets with the option in one place; the first one LISTENS before the
   second one is bound.  */
static const char *
two_in_place (int family, int listens)
{
  struct place p;
  int one, two, first;
  const char *word = "both listen";

  place_here (&p, family, 0);
  one = reusing_socket (&p);
  IPC_SETUP (tcp_bind (one, &p) == 0);
  own_place (one, &p);
  IPC_SETUP (!listens || listen (one, 8) == 0);
  two = reusing_socket (&p);
  if (tcp_bind (two, &p) == -1)
    word = ipc_textf ("%s at bind", ipc_errno_name (errno));
  else if ((first = listen (one, 8)) == -1)
    word = ipc_textf ("%s for the first", ipc_errno_name (errno));
  else if (listen (two, 8) == -1)
    word = ipc_textf ("%s at listen", ipc_errno_name (errno));
  close (one);
  close (two);
  return word;
}

static const char *
look_live (int family)
{
  return two_in_place (family, 1);
}

IPC_TEST (reuseaddr_live_listener)
{
  ipc_observe_families (look_live);
}

static const char *
look_both_bound (int family)
{
  return two_in_place (family, 0);
}

IPC_TEST (reuseaddr_both_bound)
{
  ipc_observe_families (look_both_bound);
}

static const char *
look_busy (int family)
{
  struct place p;
  int one = bound_socket (family, &p);
  int two = tcp_socket (&p);
  int listens;

  for (listens = 0; listens < 2; listens++)
    {
      if (tcp_bind (two, &p) == 0)
        return listens ? "taken from a listener" : "taken from a bound one";
      if (errno != EADDRINUSE)
        return ipc_errno_name (errno);
      IPC_SETUP (listen (one, 8) == 0);
    }
  close (one);
  if (tcp_bind (two, &p) == -1)
    return ipc_textf ("when it is free, %s", ipc_errno_name (errno));
  close (two);
  return "EADDRINUSE while it is";
}

IPC_TEST (bind_busy)
{
  ipc_observe_families (look_busy);
}

static const char *
look_port_zero (int family)
{
  struct place p[2], peer;
  int fd[2], client, i;

  for (i = 0; i < 2; i++)
    {
      fd[i] = listener (family, &p[i]);
      if (place_port (&p[i]) == 0)
        return "port 0";
    }
  if (place_port (&p[0]) == place_port (&p[1]))
    return "one port for both";
  for (i = 0; i < 2; i++)
    {
      client = tcp_socket (&p[i]);
      if (tcp_connect (client, &p[i]) == -1)
        return ipc_textf ("the port is another: %s", ipc_errno_name (errno));
      peer_place (client, &peer);
      if (!same_place (&peer, &p[i]))
        return "the client has another peer";
      close (client);
      close (fd[i]);
    }
  return "two ports, each told";
}

IPC_TEST (port_zero)
{
  ipc_observe_families (look_port_zero);
}

static const char *
look_nonlocal (int family)
{
  struct place p;
  int fd, result, error;

  place_foreign (&p, family, 0);
  fd = tcp_socket (&p);
  result = tcp_bind (fd, &p);
  error = errno;
  close (fd);
  return result == 0 ? "takes it" : ipc_errno_name (error);
}

IPC_TEST (bind_nonlocal)
{
  ipc_observe_families (look_nonlocal);
}

/* NULL if FD is reached at AT, and its connection is there; or what is
   wrong.  */
static const char *
unreached_at (int fd, const struct place *at)
{
  struct place own;
  int client = tcp_socket (at), server;

  if (tcp_connect (client, at) == -1)
    return ipc_textf ("not reached: %s", ipc_errno_name (errno));
  server = accept (fd, NULL, NULL);
  IPC_SETUP (server != -1);
  own_place (server, &own);
  close (client);
  close (server);
  return same_place (&own, at) ? NULL : "the connection has another address";
}

/* Whether 127.0.0.2 is an address of this host.  */
static int
has_second (void)
{
  int held = ipc_hold ();
  struct place second;
  int fd, has;

  place_second (&second, 0);
  fd = tcp_socket (&second);
  has = tcp_bind (fd, &second) == 0;
  close (fd);
  ipc_release (held);
  return has;
}

static const char *
look_any (int family)
{
  struct place any, bound, at;
  const char *wrong;
  int fd;

  place_any (&any, family, 0);
  fd = tcp_socket (&any);
  IPC_SETUP (tcp_bind (fd, &any) == 0 && listen (fd, 8) == 0);
  own_place (fd, &bound);
  place_here (&at, family, place_port (&bound));
  wrong = unreached_at (fd, &at);
  if (wrong == NULL && family == AF_INET && has_second ())
    {
      place_second (&at, place_port (&bound));
      wrong = unreached_at (fd, &at);
    }
  close (fd);
  return wrong == NULL ? "reached at the address that was asked" : wrong;
}

IPC_TEST (server_any)
{
  ipc_observe_families (look_any);
}

IPC_TEST (server_specific)
{
  struct place p, second;
  const char *wrong;
  int fd, client, refused;

  ipc_need_loopback ();
  if (!has_second ())
    ipc_not_exercised ("this host has just one loopback address");
  fd = listener (AF_INET, &p);
  wrong = unreached_at (fd, &p);
  if (wrong != NULL)
    {
      ipc_observe (wrong);
      return;
    }
  place_second (&second, place_port (&p));
  client = tcp_socket (&second);
  refused = tcp_connect (client, &second);
  ipc_observe (refused == 0 ? "reached at another address"
               : errno == ECONNREFUSED ? "refused at another address"
               : ipc_errno_name (errno));
  close (client);
  close (fd);
}
