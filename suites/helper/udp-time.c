/* udp-time.c - a client of time servers, as ipc_helper plays it: that of
   perlipc(1), which asks many at once.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper udp-time NOW PORT...

   An empty datagram asks each port of the loopback address; each answer is 4
   bytes, the seconds since 1900.  For each, as it comes, a line "PORT AHEAD",
   by how many seconds it is ahead of NOW, which are seconds since 1970; of
   other ports, and of one that has answered, "PORT unasked".  An hour
   without an answer, or the end of standard input, ends the wait: then the
   last line says "N missing".  */

#include "helper.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* Seconds between 1900 and 1970.  */
#define EPOCH 2208988800U

static struct sockaddr_in
host_at (int port)
{
  struct sockaddr_in at;

  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  at.sin_port = htons ((uint16_t) port);
  return at;
}

/* Take one answer at FD.  Whether it is that of a host of PORTS that has not
   answered yet: that one is "" then.  */
static int
take_answer (int fd, char **ports, long now)
{
  struct sockaddr_in from;
  socklen_t size = sizeof from;
  uint32_t seconds;
  char **p;

  if (recvfrom (fd, &seconds, sizeof seconds, 0, (struct sockaddr *) &from,
                &size) != (ssize_t) sizeof seconds)
    return 0;
  for (p = ports; *p != NULL; p++)
    if (ntohs (from.sin_port) == atoi (*p))
      {
        printf ("%s %ld\n", *p, (long) (ntohl (seconds) - EPOCH) - now);
        fflush (stdout);
        *p = (char *) "";
        return 1;
      }
  printf ("%d unasked\n", ntohs (from.sin_port));
  fflush (stdout);
  return 0;
}

/* Wait for an answer or the end of standard input, then only look; the set
   and the time are select()'s to change.  Whether there is an answer; -1 if
   select() fails.  */
static int
await_answer (int fd, int *ended)
{
  for (;;)
    {
      struct timeval t = { *ended ? 0 : 3600, 0 };
      fd_set set;
      int n;
      char byte;

      FD_ZERO (&set);
      FD_SET (fd, &set);
      if (!*ended)
        FD_SET (STDIN_FILENO, &set);
      n = select (fd + 1, &set, NULL, NULL, &t);
      if (n == -1 && errno != EINTR && errno != EAGAIN)
        return -1;
      if (n == 0)
        return 0;
      if (n > 0 && FD_ISSET (fd, &set))
        return 1;
      if (n > 0 && FD_ISSET (STDIN_FILENO, &set)
          && read (STDIN_FILENO, &byte, 1) == 0)
        *ended = 1;
    }
}

int
helper_udp_time (char **argv)
{
  int fd = socket (AF_INET, SOCK_DGRAM, 0), missing = 0, ended = 0, n = 0;
  char **p;

  helper_arm_faults ();
  for (p = argv + 3; *p != NULL; p++)
    {
      struct sockaddr_in at = host_at (atoi (*p));

      if (sendto (fd, "", 0, 0, (struct sockaddr *) &at, sizeof at) != 0)
        return helper_failed ("sendto");
      missing++;
    }
  while (missing > 0 && (n = await_answer (fd, &ended)) == 1)
    missing -= take_answer (fd, argv + 3, atol (argv[2]));
  if (n == -1)
    return helper_failed ("select");
  printf ("%d missing\n", missing);
  return fflush (stdout) == EOF ? helper_failed ("stdout") : 0;
}
