/* names.c - how ports and addresses are written, and whose they are.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

/* The two bytes of a port in an address of FAMILY, in their order.  */
static const unsigned char *
port_bytes (const struct place *p, int family)
{
  size_t at = family == AF_INET ? offsetof (struct sockaddr_in, sin_port)
              : offsetof (struct sockaddr_in6, sin6_port);

  return (const unsigned char *) &p->at + at;
}

static const char *
look_byte_order (int family)
{
  struct place p;
  const unsigned char *bytes = port_bytes (&p, family);
  char text[16];
  int fd, client, told, reached;

  place_here (&p, family, 0x1234);
  if (bytes[0] != 0x12 || bytes[1] != 0x34)
    return ipc_textf ("htons gives %02x %02x", bytes[0], bytes[1]);
  fd = listener (family, &p);
  IPC_SETUP (getnameinfo ((struct sockaddr *) &p.at, p.size, NULL, 0, text,
                          sizeof text, NI_NUMERICSERV) == 0);
  told = bytes[0] * 256 + bytes[1];
  place_here (&p, family, told);
  client = tcp_socket (&p);
  reached = tcp_connect (client, &p) == 0;
  close (client);
  close (fd);
  return !reached ? "nobody is at the port that is told"
         : atoi (text) == told ? "the high byte first"
         : ipc_textf ("%d is %s", told, text);
}

IPC_TEST (byte_order)
{
  ipc_observe_families (look_byte_order);
}

/* An IPv6 server at any address; IPV6_V6ONLY as it is (-1), or set to ONLY.
   Whether an IPv4 client reaches it; -1 if the option cannot be set.  */
static int
takes_v4 (int only)
{
  struct place any, v4;
  struct sockaddr_in6 at;
  int fd, client, reached;

  memset (&at, 0, sizeof at);
  at.sin6_family = AF_INET6;
  memset (&any, 0, sizeof any);
  memcpy (&any.at, &at, any.size = sizeof at);
  fd = tcp_socket (&any);
  if (only != -1 && setsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &only,
                                sizeof only) == -1)
    {
      close (fd);
      return -1;
    }
  IPC_SETUP (tcp_bind (fd, &any) == 0 && listen (fd, 8) == 0);
  own_place (fd, &any);
  place_here (&v4, AF_INET, place_port (&any));
  client = tcp_socket (&v4);
  reached = tcp_connect (client, &v4) == 0;
  IPC_SETUP (reached || errno == ECONNREFUSED);
  close (client);
  close (fd);
  return reached;
}

IPC_TEST (v6only_default)
{
  int as_it_is, both, alone;

  ipc_need_loopback ();
  if (!ipc_has_loopback6 ())
    ipc_not_exercised ("no IPv6 loopback");
  as_it_is = takes_v4 (-1);
  both = takes_v4 (0);
  alone = takes_v4 (1);
  ipc_detail ("as it is %d, cleared %d, set %d", as_it_is, both, alone);
  if (IPV6_V6ONLY == -1)
    ipc_observe ("absent");
  else if (alone == 1)
    ipc_observe ("takes IPv4 in spite of the option");
  else if (both == 1)
    ipc_observe (as_it_is ? "takes IPv4, too" : "takes IPv4 if asked");
  else
    ipc_observe (as_it_is ? "takes IPv4 until asked" : "never takes IPv4");
}

/* Whether getaddrinfo() takes TEXT for this host's address, as a number.  */
static int
is_here (const char *text)
{
  struct addrinfo hints, *at;
  struct sockaddr_in in;

  memset (&hints, 0, sizeof hints);
  hints.ai_family = AF_INET;
  hints.ai_flags = AI_NUMERICHOST;
  if (getaddrinfo (text, NULL, &hints, &at) != 0)
    return 0;
  memcpy (&in, at->ai_addr, sizeof in);
  freeaddrinfo (at);
  return in.sin_addr.s_addr == htonl (INADDR_LOOPBACK);
}

IPC_TEST (inet_aton_forms)
{
  static const char *const forms[] =
    { "127.0.0.1", "127.1", "0x7f.1", "2130706433" };
  int by_addr = 0, by_info = 0, by_pton = 0;
  struct in_addr plain = { 0 };
  size_t i;

  for (i = 0; i < sizeof forms / sizeof *forms; i++)
    {
      struct in_addr in = { 0 };

      by_addr += inet_addr (forms[i]) == htonl (INADDR_LOOPBACK);
      by_info += is_here (forms[i]);
      by_pton += inet_pton (AF_INET, forms[i], &in) == 1
                 && in.s_addr == htonl (INADDR_LOOPBACK);
    }
  if (inet_pton (AF_INET, forms[0], &plain) != 1
      || plain.s_addr != htonl (INADDR_LOOPBACK))
    ipc_observe ("inet_pton() does not take the plain one");
  else
    ipc_observef ("%d, %d, %d of 4", by_addr, by_info, by_pton);
}
