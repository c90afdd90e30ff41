/* resolve.c - names of hosts and services, without asking a name service.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

static const char *
eai_name (int error)
{
  return error == EAI_NONAME ? "EAI_NONAME" : error == EAI_AGAIN ? "EAI_AGAIN"
         : error == EAI_SERVICE ? "EAI_SERVICE" : error == EAI_FAIL
         ? "EAI_FAIL" : error == EAI_FAMILY ? "EAI_FAMILY"
         : gai_strerror (error);
}

/* getaddrinfo() of streams in FAMILY.  */
static int
find (const char *host, const char *service, int family, int flags,
      struct addrinfo **found)
{
  struct addrinfo hints;

  memset (&hints, 0, sizeof hints);
  hints.ai_family = family;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  return getaddrinfo (host, service, &hints, found);
}

static void
place_of (const struct addrinfo *at, struct place *p)
{
  memset (p, 0, sizeof *p);
  IPC_SETUP (at->ai_addrlen <= sizeof p->at);
  memcpy (&p->at, at->ai_addr, p->size = at->ai_addrlen);
}

/* The port that SERVICE is, or -1; what getaddrinfo() says in *SAID.  */
static int
port_of (const char *service, int family, int flags, int *said)
{
  struct addrinfo *at;
  struct place p;

  *said = find (NULL, service, family, flags, &at);
  if (*said != 0)
    return -1;
  place_of (at, &p);
  freeaddrinfo (at);
  return place_port (&p);
}

static const char *
look_port (int family)
{
  static const char *const numbers[] = { "2345", "1", "32768", "65535" };
  static const char *const none[] = { "no-such-port", "80x", "-" };
  const struct servent *known = getservbyname ("http", "tcp");
  int by_name = known != NULL ? ntohs ((uint16_t) known->s_port) : -1;
  int said, port;
  size_t i;

  for (i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if ((port = port_of (numbers[i], family, AI_NUMERICSERV, &said))
        != atoi (numbers[i]))
      return ipc_textf ("%s is %d", numbers[i], port);
  if (known == NULL)
    ipc_detail ("no names of services here");
  else if ((port = port_of ("http", family, 0, &said)) != 80 || by_name != 80)
    return ipc_textf ("http is %d, and %d", port, by_name);
  if (port_of ("http", family, AI_NUMERICSERV, &said) != -1
      || said != EAI_NONAME)
    return ipc_textf ("a name for a number: %s", eai_name (said));
  for (i = 0; i < sizeof none / sizeof *none; i++)
    if (port_of (none[i], family, 0, &said) != -1 || said != EAI_SERVICE
        || getservbyname (none[i], "tcp") != NULL)
      return ipc_textf ("%s: %s", none[i], said == 0 ? "0" : eai_name (said));
  return "a number, a name, or none";
}

IPC_TEST (client_default_port)
{
  ipc_observe_families (look_port);
}

/* How many addresses of each kind there are.  */
struct kinds
{
  int v4, v6, other;
};

static struct kinds
kinds_of (const struct addrinfo *at)
{
  struct kinds n = { 0, 0, 0 };
  struct place p, v4, v6;

  place_here (&v4, AF_INET, 0);
  place_here (&v6, AF_INET6, 0);
  for (; at != NULL; at = at->ai_next)
    {
      place_of (at, &p);
      if (same_place (&p, &v4))
        n.v4++;
      else if (same_place (&p, &v6))
        n.v6++;
      else
        n.other++;
    }
  return n;
}

/* How long, in milliseconds, a client may be on its way.  */
enum { ON_ITS_WAY = 5000 };

/* Whether the client FD, which is connected, has come to the server LISTENS,
   where nobody else is.  */
static int
is_accepted (int listens, int fd)
{
  struct place own, peer;
  int session, is;

  if (!ipc_is_ready (listens, ON_ITS_WAY))
    return 0;
  session = accept (listens, NULL, NULL);
  IPC_SETUP (session != -1);
  own_place (fd, &own);
  peer_place (session, &peer);
  is = same_place (&own, &peer);
  close (session);
  return is;
}

/* Whether a client of "localhost", which tries each address, reaches a server
   of FAMILY.  */
static int
reaches (int family)
{
  struct place p, at;
  struct addrinfo *found, *a;
  int listens = listener (family, &p), reached = 0;
  char port[16];

  snprintf (port, sizeof port, "%d", place_port (&p));
  IPC_SETUP (find ("localhost", port, AF_UNSPEC, 0, &found) == 0);
  for (a = found; a != NULL && !reached; a = a->ai_next)
    {
      int fd = socket (a->ai_family, a->ai_socktype, a->ai_protocol);

      place_of (a, &at);
      reached = fd != -1 && tcp_connect (fd, &at) == 0
                && is_accepted (listens, fd);
      if (fd != -1)
        close (fd);
    }
  freeaddrinfo (found);
  close (listens);
  return reached;
}

IPC_TEST (resolve_localhost)
{
  struct addrinfo *found;
  struct kinds n;
  int said;

  ipc_need_loopback ();
  said = find ("localhost", NULL, AF_UNSPEC, 0, &found);
  if (said != 0)
    {
      ipc_detail ("%s", eai_name (said));
      ipc_observe ("not known");
      return;
    }
  n = kinds_of (found);
  ipc_detail ("%s first", found->ai_family == AF_INET6 ? "IPv6" : "IPv4");
  freeaddrinfo (found);
  if (n.other > 0)
    ipc_observe ("another address");
  else if (n.v4 == 0)
    ipc_observe ("::1");
  else if (!reaches (AF_INET) || (n.v6 > 0 && ipc_has_loopback6 ()
                                  && !reaches (AF_INET6)))
    ipc_observe ("leads to no server");
  else
    ipc_observe (n.v6 > 0 ? "127.0.0.1 and ::1" : "127.0.0.1");
}

/* What is found without the hint, and with it: an address ::1 or "localhost"
   has in IPv6.  */
struct hinted
{
  int numeric[2], named[2];
};

/* Whether HOST has the address ::1 with FLAGS; -1 if it has another one, or is
   not looked for.  */
static int
count_v6 (const char *host, int flags)
{
  struct addrinfo *found;
  struct kinds n;
  int said = find (host, NULL, AF_INET6, flags, &found);

  if (said != 0)
    return said == EAI_BADFLAGS || said == EAI_FAIL || said == EAI_MEMORY
           || said == EAI_SYSTEM ? -1 : 0;
  n = kinds_of (found);
  freeaddrinfo (found);
  return n.v4 + n.other > 0 ? -1 : n.v6 > 0;
}

static int
look_hinted (struct ipc_link *link, void *arg)
{
  struct hinted *h = arg;
  int i;

  for (i = 0; i < 2; i++)
    {
      h->numeric[i] = count_v6 ("::1", i == 0 ? 0 : AI_ADDRCONFIG);
      h->named[i] = count_v6 ("localhost", i == 0 ? 0 : AI_ADDRCONFIG);
    }
  if (link != NULL)
    ipc_send (link, h, sizeof *h);
  return 0;
}

/* Whether there is a way from this host to others, by IPv6.  */
static int
goes_beyond (void)
{
  struct place p;
  int fd = socket (AF_INET6, SOCK_DGRAM, 0), goes;

  if (fd == -1)
    return 0;
  place_foreign (&p, AF_INET6, 9);
  goes = tcp_connect (fd, &p) == 0;
  close (fd);
  return goes;
}

IPC_TEST (resolve_addrconfig)
{
  struct hinted h;

  ipc_need_loopback ();
  if (!ipc_has_loopback6 ())
    ipc_not_exercised ("no IPv6 loopback");
  if (goes_beyond ())
    {
      struct ipc_child child = ipc_isolated_network (look_hinted, &h);

      ipc_receive (&child.link, &h, sizeof h);
      ipc_join_exit (&child);
    }
  else
    look_hinted (NULL, &h);
  ipc_detail ("localhost: %d, with the hint %d", h.named[0], h.named[1]);
  if (h.numeric[0] != 1)
    ipc_observe ("not known without the hint");
  else
    ipc_observe (h.numeric[1] == 1 ? "gives ::1" : h.numeric[1] == 0
                 ? "hides ::1" : "another address, or failure");
}

/* A server greets a client by a name that it does not find, or by number.  */
static const char *
look_reverse (int family)
{
  struct place p;
  char name[80] = "?", number[80];
  int fd[2], said;
  const char *greeting;

  connection (family, fd);
  peer_place (fd[1], &p);
  said = getnameinfo ((struct sockaddr *) &p.at, p.size, name, sizeof name,
                      NULL, 0, NI_NAMEREQD | NI_NUMERICHOST);
  if (getnameinfo ((struct sockaddr *) &p.at, p.size, number, sizeof number,
                   NULL, 0, NI_NUMERICHOST) != 0)
    return "not even the number";
  ipc_put (fd[1], ipc_textf ("Hello there, %s", said == 0 ? name : number));
  close (fd[1]);
  greeting = take_all (fd[0]);
  close (fd[0]);
  if (strcmp (greeting, family == AF_INET ? "Hello there, 127.0.0.1"
              : "Hello there, ::1") != 0)
    return greeting;
  return said == 0 ? "not shown" : said == EAI_NONAME ? "shown"
         : eai_name (said);
}

IPC_TEST (reverse_lookup_fails)
{
  ipc_observe_families (look_reverse);
}
