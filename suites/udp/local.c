/* local.c - what a receiver is told beside the data: its own address, the
   full length.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "udp.h"

/* A socket of FAMILY bound to every address, which tells to which of them a
   datagram came; *TO is its own name.  */
static int
wildcard (int family, struct end *to)
{
  struct end end = udp_unbound (family);
  socklen_t size = sizeof end.at;
  int on = 1;

  if (family == AF_INET6 && IPV6_V6ONLY != -1)
    IPC_SETUP (setsockopt (end.fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on)
               == 0);
  IPC_SETUP (bind (end.fd, (struct sockaddr *) &end.at, end.size) == 0);
  IPC_SETUP (getsockname (end.fd, (struct sockaddr *) &end.at, &size) == 0);
  *to = end;
  return end.fd;
}

/* Have *TO be OWN, at the port that it has.  */
static void
set_address (struct end *to, const struct sockaddr_storage *own)
{
  udp_set_host (&to->at,
                (const char *) own
                + (own->ss_family == AF_INET6
                   ? offsetof (struct sockaddr_in6, sin6_addr)
                   : offsetof (struct sockaddr_in, sin_addr)));
}

/* Whether a datagram from CLIENT to TO, which FD receives, is told to be to
   OWN, and its answer comes from there: 1, 0 if it is not told, -1 if it is
   wrong; WRONG then says how.  */
static int
tells_once (const struct end *client, int fd, const struct end *to,
            const struct sockaddr_storage *own, const char **wrong)
{
  struct sockaddr_storage from, told;
  char got[4];

  IPC_SETUP (udp_put (client->fd, "x", 1, to) == 1);
  udp_await (fd);
  IPC_SETUP (ipc_receive_at (fd, got, sizeof got, &from, &told) == 1);
  if (told.ss_family == AF_UNSPEC)
    return 0;
  *wrong = "tells another address";
  if (!udp_same (&told, own))      /* neither has a port */
    return -1;
  *wrong = "does not answer from it";
  if (ipc_send_from (fd, "y", 1, &client->at, client->size, &told) != 1)
    return -1;
  *wrong = "answers from another address";
  IPC_SETUP (udp_take (client->fd, got, sizeof got, &from) == 1);
  return udp_same (&from, &to->at) ? 1 : -1;
}

/* The same for both addresses OWN, at one socket.  */
static int
tells_own (const struct sockaddr_storage own[2], const char **wrong)
{
  int family = own->ss_family, fd, i, told = 1;
  struct end client = udp_end (family), to;

  fd = wildcard (family, &to);
  if (ipc_own_address_on (fd, family) == -1)
    return 0;
  for (i = 0; i < 2 && told == 1; i++)
    {
      set_address (&to, &own[i]);
      told = tells_once (&client, fd, &to, &own[i], wrong);
    }
  return told;
}

/* The address that is OFFSET above 127.0.0.1, or 127.0.0.1 where that is not
   this host's: an answer would not come from a second one by itself.  */
static struct sockaddr_storage
own_address (unsigned offset)
{
  struct end end = udp_unbound (AF_INET);
  struct in_addr host;

  host.s_addr = htonl (INADDR_LOOPBACK + offset);
  udp_set_host (&end.at, &host);
  if (bind (end.fd, (struct sockaddr *) &end.at, end.size) == -1)
    udp_set_loopback (&end.at);
  close (end.fd);
  return end.at;
}

IPC_TEST (dest_address)
{
  struct sockaddr_storage own[2];
  const char *wrong = "";
  int v4, v6 = 1;

  ipc_need_loopback ();
  own[0] = own_address (0);
  own[1] = own_address (1);
  v4 = tells_own (own, &wrong);
  if (v4 == 1 && udp_has_ipv6 ())
    {
      memset (own, 0, sizeof own);
      own[0].ss_family = AF_INET6;
      udp_set_loopback (&own[0]);
      own[1] = own[0];
      v6 = tells_own (own, &wrong);
    }
  if (v4 == -1 || v6 == -1)
    ipc_observef ("%s: %s", v4 == -1 ? "IPv4" : "IPv6", wrong);
  else if (v4 == 0)
    ipc_observe ("not told");
  else if (v6 == 0)
    ipc_observe ("not told of IPv6");
  else
    ipc_observef ("by %s, and answers from it", ipc_own_address_kind ());
}

/* The result that recv() cannot have: more than there is room for.  */
enum { PAST_ROOM = 1000 };

/* What recv() into SIZE bytes gives with FLAGS; minus errno.  */
static int
receives (int fd, size_t size, int flags)
{
  char got[9] = "########";
  ssize_t n = recv (fd, got, size, flags);

  return n == -1 ? -errno
         : strspn (got + size, "#") < 8 - size ? PAST_ROOM : (int) n;
}

/* What MSG_TRUNC makes of 7 bytes at TO: "full length", "ignored", or an
   errno name; else what is wrong.  */
static const char *
trunc_of (int from, int to)
{
  int peeked, none, taken, empty;

  IPC_SETUP (send (from, "1234567", 7, 0) == 7);
  udp_await (to);
  IPC_SETUP (send (from, "abcdefg", 7, 0) == 7);
  peeked = receives (to, 1, MSG_PEEK | MSG_TRUNC);
  none = receives (to, 0, MSG_PEEK | MSG_TRUNC);
  taken = receives (to, 1, MSG_TRUNC);
  if (peeked < 0)
    return peeked == none && none == taken ? ipc_errno_name (-peeked)
           : "refused, or not";
  udp_await (to);
  empty = receives (to, 0, 0);
  ipc_nonblocking (to, 1);
  if (empty != 0)
    return "no bytes are some";
  if (receives (to, 8, 0) >= 0)
    return "no bytes leave the datagram";
  return peeked == 7 && none == 7 && taken == 7 ? "full length"
         : peeked == 1 && none == 0 && taken == 1 ? "ignored"
         : peeked == PAST_ROOM || taken == PAST_ROOM
         ? "stores what there is no room for" : "some other length";
}

IPC_TEST (msg_trunc_input)
{
  struct end server, client;
  const char *net, *local;
  int fd[2];

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  udp_connect (&client, &server);
  net = trunc_of (client.fd, server.fd);
  ipc_local_pair (SOCK_DGRAM, fd);
  local = trunc_of (fd[0], fd[1]);
  if (strcmp (net, local) == 0)
    ipc_observe (net);
  else
    ipc_observef ("network: %s, local: %s", net, local);
}
