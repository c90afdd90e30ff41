/* rtime.c - the client of perlipc(1) that asks time servers, one by one, as
   ipc_helper plays it.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper rtime die|go-on NOW [HOST PORT]...

   Each server sends 4 bytes, the seconds since 1900.  A line for this host,
   whose time is NOW, in seconds since 1970, then one for each server:

     HOST PORT AHEAD DATE       how far it is ahead of NOW, and its time
     HOST PORT WHY              the name of an errno; "short", it ended too
                                early; "silent"

   A byte on standard input, its end, or an hour says that a server is silent.
   With "die" the first one that does not answer ends the program, as it does
   on the page: status 1.  */

#include "helper.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "frame/names.h"

/* Seconds between 1900 and 1970.  */
#define EPOCH 2208988800U

enum { HOUR = 3600 * 1000 };

/* A socket that is connected to HOST at PORT, or -1 with errno.  */
static int
connect_to (const char *host, const char *port)
{
  struct addrinfo hints, *at;
  int fd, error = 0;

  memset (&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  if (getaddrinfo (host, port, &hints, &at) != 0)
    {
      errno = EINVAL;
      return -1;
    }
  fd = socket (at->ai_family, at->ai_socktype, at->ai_protocol);
  if (fd == -1 || connect (fd, at->ai_addr, at->ai_addrlen) == -1)
    error = errno;
  freeaddrinfo (at);
  if (error == 0)
    return fd;
  if (fd != -1)
    close (fd);
  errno = error;
  return -1;
}

/* Whether something comes from FD before this server's time is over.  */
static int
comes (int fd)
{
  struct pollfd p[2];
  char byte;
  int n;

  p[0].fd = fd;
  p[1].fd = STDIN_FILENO;
  p[0].events = p[1].events = POLLIN;
  do
    n = poll (p, 2, HOUR);
  while (n == -1 && errno == EINTR);
  if (n <= 0)
    return 0;
  /* The byte is not for the next server.  */
  if (p[0].revents == 0 && read (STDIN_FILENO, &byte, 1) == -1)
    return 0;
  return p[0].revents != 0;
}

/* The time that FD sends, however its bytes come: NULL, or why not.  */
static const char *
read_time (int fd, uint32_t *seconds)
{
  unsigned char got[4];
  size_t size = 0;

  while (size < sizeof got)
    {
      ssize_t n;

      if (!comes (fd))
        return "silent";
      n = read (fd, got + size, sizeof got - size);
      if (n == 0)
        return "short";
      if (n == -1 && errno != EINTR)
        return ipc_errno_name (errno);
      size += n > 0 ? (size_t) n : 0;
    }
  *seconds = (uint32_t) got[0] << 24 | (uint32_t) got[1] << 16
             | (uint32_t) got[2] << 8 | (uint32_t) got[3];
  return NULL;
}

/* SECONDS since 1970 as a date; "no date" where time_t has no room.  */
static const char *
date_of (int64_t seconds)
{
  static char text[40];
  time_t t = (time_t) seconds;
  struct tm *tm = (int64_t) t == seconds ? gmtime (&t) : NULL;

  if (tm == NULL
      || strftime (text, sizeof text, "%Y-%m-%d %H:%M:%S", tm) == 0)
    return "no date";
  return text;
}

/* Print the line of HOST at PORT; whether it has answered.  */
static int
ask (const char *host, const char *port, int64_t now)
{
  uint32_t seconds = 0;
  int fd = connect_to (host, port);
  const char *why = fd == -1 ? ipc_errno_name (errno)
                    : read_time (fd, &seconds);
  int64_t then = (int64_t) seconds - (int64_t) EPOCH;

  if (fd != -1)
    close (fd);
  if (why != NULL)
    printf ("%s %s %s\n", host, port, why);
  else
    printf ("%s %s %lld %s\n", host, port, (long long) (then - now),
            date_of (then));
  fflush (stdout);
  return why == NULL;
}

int
helper_rtime (char **argv)
{
  int64_t now = atol (argv[3]);
  char **p;

  helper_arm_faults ();
  printf ("localhost 0 %s\n", date_of (now));
  fflush (stdout);
  for (p = argv + 4; p[0] != NULL && p[1] != NULL; p += 2)
    if (!ask (p[0], p[1], now) && strcmp (argv[2], "die") == 0)
      return 1;
  return 0;
}
