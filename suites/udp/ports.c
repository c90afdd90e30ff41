/* ports.c - ports: whose they are, who shares one, who hears of a closed one.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "udp.h"

/* The port that getsockname() tells of FD.  */
static int
own_port (int fd)
{
  struct sockaddr_storage at;
  socklen_t size = sizeof at;

  memset (&at, 0, sizeof at);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) &at, &size) == 0);
  return udp_port (&at);
}

/* A socket of FAMILY whose port the kernel picks; faults may strike.  */
static int
picked_port (int family)
{
  struct end end = udp_unbound (family);

  udp_set_loopback (&end.at);
  IPC_SETUP (bind (end.fd, (struct sockaddr *) &end.at, end.size) == 0);
  return end.fd;
}

/* Who receives from FD shows that the port that is told is the real one.  */
static int
sends_from (int fd, int port, int family)
{
  struct end taker = udp_end (family);
  struct sockaddr_storage from;
  char got[4];

  IPC_SETUP (udp_put (fd, "x", 1, &taker) == 1);
  IPC_SETUP (udp_take (taker.fd, got, sizeof got, &from) == 1);
  close (taker.fd);
  return udp_port (&from) == port;
}

static const char *
port_wrong (int family)
{
  int fd[2], port[2], i;

  for (i = 0; i < 2; i++)
    {
      fd[i] = picked_port (family);
      port[i] = own_port (fd[i]);
      if (port[i] == 0)
        return "no port";
    }
  if (port[0] == port[1])
    return "one port for two";
  return sends_from (fd[0], port[0], family)
         && sends_from (fd[1], port[1], family) ? NULL
         : "another port than it sends from";
}

IPC_TEST (kernel_port)
{
  const char *wrong;

  ipc_need_loopback ();
  wrong = port_wrong (AF_INET);
  if (wrong != NULL)
    ipc_observef ("IPv4: %s", wrong);
  else if (udp_has_ipv6 () && (wrong = port_wrong (AF_INET6)) != NULL)
    ipc_observef ("IPv6: %s", wrong);
  else
    ipc_observe ("a port of its own");
}

IPC_TEST (unbound_send_binds)
{
  struct end server, client;
  struct sockaddr_storage from[2];
  char got[4];
  int before, after, i;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_unbound (AF_INET);
  before = own_port (client.fd);
  for (i = 0; i < 2; i++)
    {
      IPC_SETUP (udp_put (client.fd, "x", 1, &server) == 1);
      IPC_SETUP (udp_take (server.fd, got, sizeof got, &from[i]) == 1);
    }
  after = own_port (client.fd);
  server.at = from[0];
  IPC_SETUP (udp_put (server.fd, "y", 1, &server) == 1);
  if (before != 0)
    ipc_observe ("bound before");
  else if (!udp_same (&from[0], &from[1]))
    ipc_observe ("another port for each send");
  else if (udp_count (client.fd, 'y', 1) != 1)
    ipc_observe ("does not hear the answer");
  else
    ipc_observe (after == udp_port (&from[0]) ? "binds"
                 : after == 0 ? "tells no port" : "tells another port");
}

/* What a socket hears by its next call when it has sent to the closed port
   TO: errno, or 0; the same twice, or -1.  */
static int
heard (struct end *client, const struct end *to, int is_connected)
{
  char byte;
  int error[2], i;

  ipc_nonblocking (client->fd, 1);
  if (is_connected)
    udp_connect (client, to);
  for (i = 0; i < 2; i++)
    {
      IPC_SETUP ((is_connected ? send (client->fd, "x", 1, 0)
                  : udp_put (client->fd, "x", 1, to)) == 1);
      ipc_comes (client->fd);
      error[i] = recv (client->fd, &byte, 1, 0) == -1 ? errno : -1;
      if (error[i] == EAGAIN || error[i] == EWOULDBLOCK)
        error[i] = 0;
    }
  return error[0] == error[1] ? error[0] : -1;
}

IPC_TEST (closed_port)
{
  struct end closed, plain, connected;
  int plain_error, connected_error;

  ipc_need_loopback ();
  closed = udp_closed_port ();
  plain = udp_end (AF_INET);
  connected = udp_end (AF_INET);
  plain_error = heard (&plain, &closed, 0);
  connected_error = heard (&connected, &closed, 1);
  if (plain_error == 0 && connected_error == ECONNREFUSED)
    ipc_observe ("connected hears ECONNREFUSED");
  else if (plain_error == connected_error && plain_error == ECONNREFUSED)
    ipc_observe ("both hear ECONNREFUSED");
  else if (plain_error == 0 && connected_error == 0)
    ipc_observe ("neither hears");
  else if (plain_error == -1 || connected_error == -1)
    ipc_observe ("receives something, or hears once");
  else
    ipc_observef ("connected: %s, else %s", ipc_errno_name (connected_error),
                  ipc_errno_name (plain_error));
}

/* Have FD share its port by OPTION, 0 for none, and bind it to AT.  0, or
   errno.  */
static int
share (int fd, int option, const struct end *at)
{
  int on = 1;

  if (option != 0
      && setsockopt (fd, SOL_SOCKET, option, &on, sizeof on) == -1)
    return errno;
  return bind (fd, (const struct sockaddr *) &at->at, at->size) == -1 ? errno
         : 0;
}

/* Two sockets in END that share a port by OPTION; 0, or errno.  */
static int
share_port (int option, struct end end[2])
{
  enum { TRIES = 20 };
  int i, error = -1;

  /* Somebody else may take the port that was picked.  */
  for (i = 0; i < TRIES && error != 0; i++)
    {
      end[0] = udp_end (AF_INET);
      close (end[0].fd);
      end[0].fd = udp_unbound (AF_INET).fd;
      error = share (end[0].fd, option, &end[0]);
      IPC_SETUP (error == 0 || error == EADDRINUSE);
    }
  IPC_SETUP (error == 0);
  end[1] = end[0];
  end[1].fd = udp_unbound (AF_INET).fd;
  return share (end[1].fd, option, &end[1]);
}

/* Which of the two gets a datagram: 0, 1, or -1 for both or none.  */
static int
who_gets_one (struct end end[2], const struct end *client)
{
  enum { ROUNDS = 100 };
  char byte;
  int i, got[2] = { 0, 0 };

  IPC_SETUP (udp_put (client->fd, "x", 1, &end[0]) == 1);
  for (i = 0; i < ROUNDS && !ipc_is_ready (end[0].fd, 1)
              && !ipc_is_ready (end[1].fd, 1); i++)
    ipc_settle_loopback ();
  for (i = 0; i < 2; i++)
    if (end[i].fd != -1)
      {
        ipc_nonblocking (end[i].fd, 1);
        got[i] = recv (end[i].fd, &byte, 1, 0) == 1;
      }
  return got[0] + got[1] == 1 ? got[1] : -1;
}

/* Which of the two gets all of what one client sends; -1: neither.  */
static int
who_receives (struct end end[2], const struct end *client)
{
  enum { SENDS = 16 };
  int i, who = who_gets_one (end, client);

  for (i = 1; i < SENDS && who != -1; i++)
    if (who_gets_one (end, client) != who)
      who = -1;
  return who;
}

IPC_TEST (reuseaddr_share)
{
  struct end end[2], client;
  int none, address, port, who, other;

  ipc_need_loopback ();
  client = udp_end (AF_INET);
  none = share_port (0, end);
  port = share_port (SO_REUSEPORT, end);
  address = share_port (SO_REUSEADDR, end);
  if (address != 0 && port == 0)
    IPC_SETUP (share_port (SO_REUSEPORT, end) == 0);
  ipc_detail ("no option: %s, SO_REUSEADDR: %s, SO_REUSEPORT: %s",
              none == 0 ? "shares" : ipc_errno_name (none),
              address == 0 ? "shares" : ipc_errno_name (address),
              port == 0 ? "shares" : ipc_errno_name (port));
  if (none != EADDRINUSE || (address != 0 && port != 0))
    {
      ipc_observe (none == 0 ? "needs no option" : "not by any option");
      return;
    }
  who = who_receives (end, &client);
  if (who == -1)
    {
      ipc_observe ("not one receives all");
      return;
    }
  close (end[who].fd);
  end[who].fd = -1;
  other = who_receives (end, &client);
  if (other != 1 - who)
    ipc_observe ("the one that stays does not receive");
  else
    ipc_observef ("%s, the %s receives",
                  address == 0 && port == 0 ? "either option"
                  : address == 0 ? "SO_REUSEADDR" : "SO_REUSEPORT",
                  who == 0 ? "first" : "last");
}
