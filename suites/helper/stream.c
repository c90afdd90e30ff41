/* stream.c - a client that ipc_helper plays, and what its clients of the
   network share.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper daytime HOST SERVICE
     connect to HOST at SERVICE, and copy lines to standard output, to the end
   ipc_helper service PROTOCOL TEXT...
     the port that each TEXT says, a line for each, "-" if it says none

   A service is "name", "number", or "name(number)", whose number serves where
   the name is not known.  */

#include "helper.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LONGEST_NAME = 64, LAST_PORT = 65535 };

/* The port that TEXT says up to the byte END, where it must end; or -1.  */
static int
port_number (const char *text, const char *end)
{
  int port = 0;

  if (text == end)
    return -1;
  for (; text < end; text++)
    if (!isdigit ((unsigned char) *text)
        || (port = 10 * port + (*text - '0')) > LAST_PORT)
      return -1;
  return port > 0 ? port : -1;
}

/* The port of SERVICE, or -1.  */
static int
port_of (const char *service, const char *protocol)
{
  const char *end = service + strlen (service);
  const char *bracket = strchr (service, '(');
  size_t size = (size_t) ((bracket != NULL ? bracket : end) - service);
  struct servent *known;
  char name[LONGEST_NAME];
  int number = -1;

  if (bracket == NULL && (number = port_number (service, end)) != -1)
    return number;
  if (bracket != NULL
      && (end[-1] != ')'
          || (number = port_number (bracket + 1, end - 1)) == -1))
    return -1;
  if (size == 0 || size >= sizeof name)
    return -1;
  memcpy (name, service, size);
  name[size] = '\0';
  known = getservbyname (name, protocol);
  return known != NULL ? ntohs ((unsigned short) known->s_port) : number;
}

int
helper_connect (const char *host, const char *service)
{
  struct addrinfo hints, *all, *at;
  int port = port_of (service, "tcp"), fd = -1, result;
  char number[16];

  if (port == -1)
    {
      fprintf (stderr, "no port: %s\n", service);
      return -1;
    }
  snprintf (number, sizeof number, "%d", port);
  memset (&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  result = getaddrinfo (host, number, &hints, &all);
  if (result != 0)
    {
      fprintf (stderr, "no host: %s\n", gai_strerror (result));
      return -1;
    }
  for (at = all; at != NULL; at = at->ai_next)
    {
      fd = socket (at->ai_family, at->ai_socktype, at->ai_protocol);
      if (fd != -1 && connect (fd, at->ai_addr, at->ai_addrlen) == 0)
        break;
      helper_failed (fd == -1 ? "socket" : "connect");
      if (fd != -1)
        close (fd);
      fd = -1;
    }
  freeaddrinfo (all);
  return fd;
}

int
helper_daytime (char **argv)
{
  int fd;

  helper_arm_faults ();
  fd = helper_connect (argv[2], argv[3]);
  return fd == -1 ? 1 : helper_copy_lines (fd);
}

int
helper_service (char **argv)
{
  char **text;

  helper_arm_faults ();
  for (text = argv + 3; *text != NULL; text++)
    {
      int port = port_of (*text, argv[2]);

      if (port == -1)
        puts ("-");
      else
        printf ("%d\n", port);
    }
  return fflush (stdout) == EOF ? helper_failed ("stdout") : 0;
}
