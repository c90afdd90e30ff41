/* traffic.c - what is under way through the loopback network.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "traffic.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "fill.h"
#include "frame/hold.h"
#include "frame/report.h"
#include "try.h"

/* What comes, comes soon: the moments between grow, to a tenth of a second in
   all.  */
enum { ROUNDS = 10, LONGEST_MS = 16 };

static int
moment (int round)
{
  return round < 4 ? 1 << round : LONGEST_MS;
}

/* A datagram socket with a port of its own, whose address AT is.  */
static int
open_end (struct sockaddr_in *at)
{
  socklen_t size = sizeof *at;
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  IPC_SETUP (fd != -1);
  memset (at, 0, sizeof *at);
  at->sin_family = AF_INET;
  at->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  IPC_SETUP (bind (fd, (struct sockaddr *) at, sizeof *at) == 0);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) at, &size) == 0);
  return fd;
}

/* Send a byte from one socket to the other, and wait for it.  */
static void
send_over (int from, int to, const struct sockaddr_in *at)
{
  struct pollfd p;
  char byte;

  p.fd = to;
  p.events = POLLIN;
  IPC_SETUP (sendto (from, "s", 1, 0, (const struct sockaddr *) at, sizeof *at)
             == 1);
  while (poll (&p, 1, -1) == -1)
    IPC_SETUP (errno == EINTR);
  IPC_SETUP (recv (to, &byte, 1, 0) == 1);
}

void
ipc_settle_loopback (void)
{
  enum { TIMES = 2 };
  int held = ipc_hold (), i;
  struct sockaddr_in a, b;
  int fd[2];

  fd[0] = open_end (&a);
  fd[1] = open_end (&b);
  for (i = 0; i < TIMES; i++)
    {
      send_over (fd[0], fd[1], &b);
      send_over (fd[1], fd[0], &a);
    }
  close (fd[0]);
  close (fd[1]);
  ipc_release (held);
}

int
ipc_comes (int fd)
{
  int i;

  for (i = 0; i < ROUNDS && !ipc_is_ready (fd, moment (i)); i++)
    ipc_settle_loopback ();
  return ipc_is_ready (fd, 0);
}

/* Whether the connection of FD, which has begun, is made: the answer may be
   under way, if it comes through the network.  */
static int
is_made (int fd, int through_network)
{
  struct pollfd p;
  int i, ready = 0, error = 0;
  socklen_t size = sizeof error;

  p.fd = fd;
  p.events = POLLOUT;
  p.revents = 0;
  for (i = 0; i < ROUNDS && (ready = poll (&p, 1, moment (i))) != 1; i++)
    if (through_network)
      ipc_settle_loopback ();
  return ready == 1 && (p.revents & (POLLERR | POLLHUP)) == 0
         && getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0
         && error == 0;
}

int
ipc_fill_listener (const struct sockaddr *address, socklen_t size, int *fd,
                   int most)
{
  int through_network = address->sa_family != AF_UNIX;
  int held = ipc_hold (), n;

  for (n = 0; n < most; n++)
    {
      fd[n] = socket (address->sa_family, SOCK_STREAM, 0);
      IPC_SETUP (fd[n] != -1);
      ipc_nonblocking (fd[n], 1);
      if (connect (fd[n], address, size) == -1
          && (errno != EINPROGRESS || !is_made (fd[n], through_network)))
        break;
      /* The listener is to know of this one before the next one comes.  */
      if (through_network)
        ipc_settle_loopback ();
    }
  if (n < most)
    close (fd[n]);
  ipc_release (held);
  return n;
}
