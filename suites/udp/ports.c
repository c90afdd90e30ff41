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

/* The server's answer shows that the port that is told is the real one.  */
static const char *
port_wrong (int family)
{
  struct end a = udp_end (family), b = udp_end (family), c;
  struct sockaddr_storage from;
  int port = own_port (a.fd);
  char got[4];

  if (port == 0 || own_port (b.fd) == 0)
    return "no port";
  if (port == own_port (b.fd))
    return "one port for two";
  c = udp_end (family);
  IPC_SETUP (udp_put (a.fd, "x", 1, &c) == 1);
  IPC_SETUP (udp_take (c.fd, got, sizeof got, &from) == 1);
  return udp_port (&from) == port ? NULL : "another port than it sends from";
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
  if (before != 0)
    ipc_observe ("bound before");
  else if (!udp_same (&from[0], &from[1]))
    ipc_observe ("another port for each send");
  else
    ipc_observe (after == udp_port (&from[0]) ? "binds"
                 : after == 0 ? "tells no port" : "tells another port");
}

/* What a socket hears that has sent to the closed port TO, by its next calls:
   errno, or 0.  */
static int
heard (struct end *client, const struct end *to, int is_connected)
{
  char byte;

  ipc_nonblocking (client->fd, 1);
  if (is_connected)
    udp_connect (client, to);
  IPC_SETUP ((is_connected ? send (client->fd, "x", 1, 0)
              : udp_put (client->fd, "x", 1, to)) == 1);
  udp_settle ();
  if (recv (client->fd, &byte, 1, 0) != -1)
    return -1;
  return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : errno;
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
  else
    ipc_observef ("connected: %s", ipc_errno_name (connected_error));
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
  struct end picked = udp_end (AF_INET);
  int error, i;

  close (picked.fd);
  for (i = 0; i < 2; i++)
    {
      int fd = udp_unbound (AF_INET).fd;

      end[i] = picked;
      end[i].fd = fd;
      error = share (fd, option, &picked);
      IPC_SETUP (i == 1 || error == 0);
    }
  return error;
}

/* Which of the two gets a datagram: 0, 1, or -1 for both or none.  */
static int
who_receives (struct end end[2], const struct end *client)
{
  char byte;
  int i, got[2] = { 0, 0 };

  IPC_SETUP (udp_put (client->fd, "x", 1, &end[0]) == 1);
  udp_settle ();
  for (i = 0; i < 2; i++)
    if (end[i].fd != -1)
      {
        ipc_nonblocking (end[i].fd, 1);
        got[i] = recv (end[i].fd, &byte, 1, 0) == 1;
      }
  return got[0] + got[1] == 1 ? got[1] : -1;
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
      ipc_observe ("both receive, or none");
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
