/* client.c - a client as the page has it, and what its reads are worth.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

/* A socket that is connected to HOST at PORT, both as text, or -1; WHY says
   what failed.  */
static int
reach (const char *host, const char *port, const char **why)
{
  struct addrinfo hints, *at;
  int fd, result;

  memset (&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST;
  if ((result = getaddrinfo (host, port, &hints, &at)) != 0)
    {
      *why = ipc_textf ("getaddrinfo: %s", gai_strerror (result));
      return -1;
    }
  fd = socket (at->ai_family, at->ai_socktype, at->ai_protocol);
  IPC_SETUP (fd != -1);
  result = connect (fd, at->ai_addr, at->ai_addrlen);
  *why = result == -1 ? ipc_errno_name (errno) : NULL;
  freeaddrinfo (at);
  if (result == 0)
    return fd;
  close (fd);
  return -1;
}

/* Copy the lines from FD to TO, which has room; whether close() is well.  */
static int
copy_lines (int fd, char *to, size_t room)
{
  FILE *in = fdopen (fd, "r");
  size_t size = 0;

  IPC_SETUP (in != NULL);
  while (size < room - 1 && fgets (to + size, (int) (room - size), in) != NULL)
    size += strlen (to + size);
  to[size] = '\0';
  return fclose (in) == 0;
}

static const char *
look_client (int family)
{
  static const char lines[] = "one\015\012two\nand no end";
  struct place p;
  char port[16], got[64];
  int listens = listener (family, &p);
  int server, client;
  const char *why;

  snprintf (port, sizeof port, "%d", place_port (&p));
  client = reach (family == AF_INET ? "127.0.0.1" : "::1", port, &why);
  if (client == -1)
    return why;
  server = accept (listens, NULL, NULL);
  IPC_SETUP (server != -1);
  ipc_put (server, lines);
  close (server);
  close (listens);
  return !copy_lines (client, got, sizeof got) ? "close fails"
         : strcmp (got, lines) == 0 ? "all lines" : "other lines";
}

IPC_TEST (client)
{
  ipc_observe_families (look_client);
}

/* What getaddrinfo() says of HOST as a number: as such it is no name to ask
   anybody for.  */
static const char *
says_of (const char *host)
{
  struct addrinfo hints, *at = NULL;
  int result;

  memset (&hints, 0, sizeof hints);
  hints.ai_flags = AI_NUMERICHOST;
  result = getaddrinfo (host, NULL, &hints, &at);
  if (result == 0)
    freeaddrinfo (at);
  return result == 0 ? "known" : result == EAI_NONAME ? "EAI_NONAME"
         : gai_strerror (result);
}

/* A name that nobody knows, and one that every host does.  */
IPC_TEST (unknown_host)
{
  const char *nobody = says_of ("host.invalid"), *own = says_of ("localhost");

  if (strcmp (nobody, own) == 0)
    ipc_observe (nobody);
  else
    ipc_observef ("%s, and of itself %s", nobody, own);
}

/* A time server's four bytes come in two parts.  */
static const char *
look_short_read (int family)
{
  char got[4];
  int fd[2];
  size_t size = 0;
  ssize_t n, first;

  connection (family, fd);
  IPC_SETUP (write (fd[1], "\321", 1) == 1);
  first = n = take (fd[0], got, sizeof got);
  IPC_SETUP (write (fd[1], "\002\003\004", 3) == 3);
  while (n > 0 && (size += (size_t) n) < sizeof got)
    n = take (fd[0], got + size, sizeof got - size);
  close (fd[0]);
  close (fd[1]);
  if (n <= 0 || memcmp (got, "\321\002\003\004", sizeof got) != 0)
    return "in a loop, too, another number";
  return first == 1 ? "shown" : "not shown";
}

IPC_TEST (rtime_short_read)
{
  ipc_observe_families (look_short_read);
}
