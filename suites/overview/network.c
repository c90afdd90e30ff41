/* network.c - simple exchanges over the network, and ports.
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

#include "overview.h"

/* A socket of TYPE at a port that the kernel picks, in *A.  */
static int
bound (int type, struct sockaddr_in *a)
{
  socklen_t size = sizeof *a;
  int fd = socket (AF_INET, type, 0);

  memset (a, 0, sizeof *a);
  a->sin_family = AF_INET;
  a->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  IPC_SETUP (fd != -1 && bind (fd, (struct sockaddr *) a, sizeof *a) == 0);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) a, &size) == 0);
  return fd;
}

/* Read to the end of FD: the text.  */
static const char *
whole (int fd)
{
  static char text[64];
  size_t n = 0;
  ssize_t got;

  while (n < sizeof text - 1
         && (got = read (fd, text + n, sizeof text - 1 - n)) > 0)
    n += (size_t) got;
  text[n] = '\0';
  return text;
}

/* A client, which sends a question, ends it, and reads the answer.  */
static int
ask (struct ipc_link *link, void *arg)
{
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  (void) link;
  if (fd == -1
      || connect (fd, arg, sizeof (struct sockaddr_in)) == -1
      || write (fd, "who ", 4) != 4 || write (fd, "are you", 7) != 7
      || shutdown (fd, SHUT_WR) == -1)
    return 1;
  return strcmp (whole (fd), "a server") != 0;
}

static void
serve_one (void)
{
  struct sockaddr_in a;
  int listener = bound (SOCK_STREAM, &a), fd;
  struct ipc_child child;

  IPC_SETUP (listen (listener, 1) == 0);
  child = ipc_start (ask, &a);
  fd = accept (listener, NULL, NULL);
  IPC_SETUP (fd != -1);
  close (listener);
  ipc_compare ("a question by TCP", whole (fd), "who are you");
  IPC_SETUP (write (fd, "a server", 8) == 8);
  close (fd);
  ipc_compare_value ("an answer by TCP", ipc_join_exit (&child), 0);
}

/* The same by datagrams: an answer goes to whom the question came from.  */
static int
ask_once (struct ipc_link *link, void *arg)
{
  struct sockaddr_in own, from;
  socklen_t size = sizeof from;
  int fd = bound (SOCK_DGRAM, &own);
  char text[32];
  ssize_t n;

  if (sendto (fd, "when", 4, 0, arg, sizeof own) != 4)
    return 1;
  ipc_send (link, &own.sin_port, sizeof own.sin_port);
  n = recvfrom (fd, text, sizeof text, 0, (struct sockaddr *) &from, &size);
  return n != 3 || memcmp (text, "now", 3) != 0
         || from.sin_addr.s_addr != htonl (INADDR_LOOPBACK)
         || from.sin_port != ((struct sockaddr_in *) arg)->sin_port;
}

static void
answer_one (int fd, struct sockaddr_in *a)
{
  struct sockaddr_in from;
  socklen_t size = sizeof from;
  struct ipc_child child = ipc_start (ask_once, a);
  char text[32];
  in_port_t port;
  ssize_t n;

  memset (&from, 0, sizeof from);
  n = recvfrom (fd, text, sizeof text, 0, (struct sockaddr *) &from, &size);
  ipc_receive (&child.link, &port, sizeof port);
  ipc_compare ("a question by UDP",
               n == 4 && memcmp (text, "when", 4) == 0 ? "came"
               : "came otherwise", "came");
  ipc_compare_value ("its sender's port", ntohs (from.sin_port),
                     ntohs (port));
  ipc_compare_value ("its sender's host", (long) ntohl (from.sin_addr.s_addr),
                     (long) INADDR_LOOPBACK);
  from.sin_port = port;
  from.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  IPC_SETUP (sendto (fd, "now", 3, 0, (struct sockaddr *) &from, size) == 3);
  ipc_compare_value ("an answer by UDP", ipc_join_exit (&child), 0);
}

IPC_TEST (bugs_simple_sockets)
{
  struct sockaddr_in a;
  int fd;

  ipc_need_loopback ();
  serve_one ();
  fd = bound (SOCK_DGRAM, &a);
  answer_one (fd, &a);
  answer_one (fd, &a);
  close (fd);
  ipc_observe_right ("TCP and UDP");
}

/* What a server makes of its argument: a port, or 0 if it is none.  What
   getaddrinfo() alone takes for one is another question.  */
static int
checked_port (const char *text)
{
  struct addrinfo hints, *found;
  const char *t;
  int port;

  for (t = text; *t >= '0' && *t <= '9'; t++)
    continue;
  if (t == text || *t != '\0' || t - text > 5 || atol (text) < 1
      || atol (text) > 65535)
    return 0;
  memset (&hints, 0, sizeof hints);
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV;
  if (getaddrinfo ("127.0.0.1", text, &hints, &found) != 0)
    return -1;
  port = ntohs (((struct sockaddr_in *) (void *) found->ai_addr)->sin_port);
  freeaddrinfo (found);
  return port;
}

/* Whether getaddrinfo() would take TEXT for a port.  */
static int
is_taken (const char *text)
{
  struct addrinfo hints, *found;

  memset (&hints, 0, sizeof hints);
  hints.ai_flags = AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo (NULL, text, &hints, &found) != 0)
    return 0;
  freeaddrinfo (found);
  return 1;
}

IPC_TEST (notes_taint)
{
  static const struct { const char *text; int port; } ports[] =
    { { "1", 1 }, { "80", 80 }, { "2345", 2345 }, { "0080", 80 },
      { "65535", 65535 }, { "", 0 }, { "0", 0 }, { "0x50", 0 },
      { "99999", 0 }, { "65536", 0 }, { "4294967376", 0 }, { "12a", 0 },
      { " 80", 0 }, { "80 ", 0 }, { "-1", 0 }, { "+80", 0 }, { "80\n", 0 } };
  char taken[100] = "";
  size_t i;

  for (i = 0; i < sizeof ports / sizeof *ports; i++)
    {
      char what[24];

      snprintf (what, sizeof what, "\"%s\"", ports[i].text);
      ipc_compare_value (what, checked_port (ports[i].text),
                         ports[i].port);
      if (ports[i].port == 0 && is_taken (ports[i].text))
        snprintf (taken + strlen (taken), sizeof taken - strlen (taken),
                  " %s", what);
    }
  ipc_detail ("getaddrinfo() itself would take:%s",
              taken[0] != '\0' ? taken : " none of the others");
  ipc_observe_right ("ports and nothing else");
}
