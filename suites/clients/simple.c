/* simple.c - a simple client: whom it reaches, and what if there is nobody.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "clients.h"

/* Of the lines one ends as RFC 867 has it, some as a file's do, one of those is
   long, and the last does not end at all.  */
static const char *
look_daytime (void)
{
  static const char date[] = "Wed May 14 08:40:46 1997\r\n";
  char line[128], wanted[200];
  struct client c;
  const char *printed;
  int port, listener, session, status;

  listener = clients_listener (&port);
  c = clients_start ("daytime %s ipcompat-daytime(%d)", clients_host (),
                     port);
  session = clients_accept (listener, &c);
  if (session == -1)
    {
      clients_join (&c);
      return ipc_textf ("does not connect: %.40s",
                        ipc_file_text ("errors"));
    }
  clients_say (session, date);
  clients_letters (line, 120);
  clients_say (session, line);
  clients_say (session, "\nsecond\n\nla");
  clients_say (session, "st");
  clients_end_session (&session);
  printed = clients_text (c.out, 200);
  status = clients_join (&c);
  ipc_detail ("%s", printed);
  if (status != 0)
    return ipc_textf ("exit %d: %.40s", status, ipc_file_text ("errors"));
  snprintf (wanted, sizeof wanted,
            "Wed May 14 08:40:46 1997\\r\\n%s\\nsecond\\n\\nlast", line);
  return strcmp (printed, wanted) == 0 ? "all lines" : "other lines";
}

IPC_TEST (daytime)
{
  clients_observe (look_daytime);
}

struct service
{
  const char *name;
  int port;
};

/* Up to two services that this host knows; how many.  */
static int
find_known (struct service known[2])
{
  static const char *const names[] =
    { "http", "smtp", "ftp", "ssh", "telnet", "domain" };
  int held = ipc_hold (), n = 0;
  size_t i;

  for (i = 0; n < 2 && i < sizeof names / sizeof *names; i++)
    {
      struct servent *entry = getservbyname (names[i], "tcp");

      if (entry == NULL)
        continue;
      known[n].name = names[i];
      known[n++].port = ntohs ((unsigned short) entry->s_port);
    }
  ipc_release (held);
  return n;
}

/* What the program makes of the services TEXT, with spaces between.  */
static const char *
ports_of (const char *text)
{
  struct client c = clients_start ("service tcp %s", text);
  const char *ports = clients_text (c.out, 200);

  IPC_SETUP (clients_join (&c) == 0);
  return ports;
}

/* Whether the program finds the N services KNOWN, each at its own port, and
   nothing for more than a name.  */
static int
finds (const struct service *known, int n)
{
  const struct service *a = &known[0], *b = &known[n - 1];
  char wanted[80], text[120];

  ipc_detail ("%s is %d, %s is %d", a->name, a->port, b->name, b->port);
  snprintf (text, sizeof text, "%s(4711) %s %s %s-ipcompat(4711)", a->name,
            b->name, a->name, a->name);
  snprintf (wanted, sizeof wanted, "%d\\n%d\\n%d\\n4711\\n", a->port, b->port,
            a->port);
  return strcmp (ports_of (text), wanted) == 0;
}

/* Where no service is known only the numbers are left, for which they are
   there.  */
IPC_TEST (service_fallback)
{
  const char *numbers, *bad;
  struct service known[2];
  int n = find_known (known);

  numbers = ports_of ("4711 ipcompat-none(4711) 65535");
  bad = ports_of ("ipcompat-none 4711x (4711) ipcompat-none() 70000"
                  " ipcompat-none(0) http(1");
  if (strcmp (numbers, "4711\\n4711\\n65535\\n") != 0)
    {
      ipc_observef ("numbers: %.60s", numbers);
      return;
    }
  if (strcmp (bad, "-\\n-\\n-\\n-\\n-\\n-\\n-\\n") != 0)
    {
      ipc_observef ("bad text: %.60s", bad);
      return;
    }
  if (n == 0)
    {
      ipc_detail ("this host knows no service");
      ipc_observe ("the name, else the number");
      return;
    }
  ipc_observe (finds (known, n)
               ? "the name, else the number" : "another number for the name");
}

/* Whether all sockets for PROTOCOL to HOST, of which nothing else is said, are
   of TYPE.  */
static int
has_type (const char *host, int protocol, int type)
{
  struct addrinfo hints, *found, *at;
  int fd, own, has = 1;
  socklen_t size = sizeof own;

  memset (&hints, 0, sizeof hints);
  hints.ai_flags = AI_NUMERICHOST;
  hints.ai_protocol = protocol;
  IPC_SETUP (getaddrinfo (host, NULL, &hints, &found) == 0);
  for (at = found; at != NULL; at = at->ai_next)
    {
      fd = socket (at->ai_family, at->ai_socktype, at->ai_protocol);
      IPC_SETUP (fd != -1);
      IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_TYPE, &own, &size) == 0);
      has = has && own == type;
      close (fd);
    }
  freeaddrinfo (found);
  return has;
}

/* The same of this host, by each family that it reaches itself by.  */
static int
are_of (int protocol, int type)
{
  return has_type ("127.0.0.1", protocol, type)
         && (!ipc_has_loopback6 () || has_type ("::1", protocol, type));
}

IPC_TEST (proto_stream)
{
  ipc_need_loopback ();
  if (!are_of (IPPROTO_TCP, SOCK_STREAM))
    ipc_observe ("no stream for TCP");
  else
    ipc_observe (are_of (IPPROTO_UDP, SOCK_DGRAM)
                 ? "a stream, and datagrams" : "no datagrams for UDP");
}

/* A stream to HOST at PORT, or -1 with errno; 0 in *RESULT if HOST is
   known.  */
static int
reach (const char *host, int port, int *result)
{
  struct addrinfo hints, *at;
  char number[16];
  int fd, error;

  snprintf (number, sizeof number, "%d", port);
  memset (&hints, 0, sizeof hints);
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  *result = getaddrinfo (host, number, &hints, &at);
  if (*result != 0)
    return -1;
  fd = socket (at->ai_family, at->ai_socktype, at->ai_protocol);
  IPC_SETUP (fd != -1);
  if (connect (fd, at->ai_addr, at->ai_addrlen) == -1)
    {
      error = errno;
      close (fd);
      fd = -1;
      errno = error;
    }
  freeaddrinfo (at);
  return fd;
}

/* A host's list of names may be short of its own.  */
IPC_TEST (host_forms)
{
  static const char *const hosts[] = { "127.0.0.1", "127.1", "localhost" };
  int listener, port, fd, result, i;

  ipc_need_loopback ();
  listener = clients_listener (&port);
  for (i = 0; i < 3; i++)
    {
      fd = reach (hosts[i], port, &result);
      if (result != 0 && i == 2)
        ipc_not_exercised ("localhost is not known");
      if (fd == -1)
        {
          ipc_observef ("%s: %.50s", hosts[i], result == 0
                        ? ipc_errno_name (errno) : gai_strerror (result));
          return;
        }
      if (!clients_somebody (listener))
        {
          ipc_observef ("%s is another host", hosts[i]);
          return;
        }
      IPC_SETUP (close (accept (listener, NULL, NULL)) == 0);
      close (fd);
    }
  ipc_observe ("each is this host");
}

enum { TIMES = 20 };

/* What the program says of a server that is not there, and its status.  */
static const char *
message_of (int port)
{
  struct client c = clients_start ("daytime 127.0.0.1 %d", port);
  static char text[80];
  int printed = *clients_text (c.out, 1) != '\0';
  int status = clients_join (&c);

  snprintf (text, sizeof text, "%d%s %.40s", status,
            printed ? ", and prints," : "", ipc_file_text ("errors"));
  return text;
}

IPC_TEST (connect_failure_message)
{
  int port, deaf, before, left, result, i, fd, error = ECONNREFUSED;
  const char *message;

  ipc_need_loopback ();
  deaf = clients_deaf (&port);
  before = ipc_count_descriptors ();
  for (i = 0; error == ECONNREFUSED && i < TIMES; i++)
    error = reach ("127.0.0.1", port, &result) == -1 ? errno : 0;
  if (error != ECONNREFUSED)
    {
      ipc_observe (error == 0 ? "connects to nobody"
                   : ipc_errno_name (error));
      return;
    }
  left = ipc_count_descriptors () - before;
  message = message_of (port);
  IPC_SETUP (listen (deaf, 1) == 0);
  fd = reach ("127.0.0.1", port, &result);
  if (left != 0)
    ipc_observef ("%d descriptors left of %d", left, TIMES);
  else if (fd == -1)
    ipc_observef ("and later %s", ipc_errno_name (errno));
  else
    ipc_observe (strcmp (message, "1 connect: ECONNREFUSED/") == 0
                 ? "ECONNREFUSED, and nothing left" : message);
}
