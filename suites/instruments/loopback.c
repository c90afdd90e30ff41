/* loopback.c - does this host reach itself?
   SPDX-License-Identifier: BSD-2-Clause  */

#include "surroundings.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"

/* A connection that needs nobody's answer: a datagram socket that knows its
   peer, at an address of which the host is sure to be the owner.  An address
   that can be bound is not yet one that can be reached.  */
static int
reaches_itself (void)
{
  struct sockaddr_in at;
  socklen_t size = sizeof at;
  int here = socket (AF_INET, SOCK_DGRAM, 0);
  int there = socket (AF_INET, SOCK_DGRAM, 0);
  int reached;

  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  reached = here != -1 && there != -1
            && bind (here, (struct sockaddr *) &at, size) == 0
            && getsockname (here, (struct sockaddr *) &at, &size) == 0
            && connect (there, (struct sockaddr *) &at, size) == 0
            && send (there, "", 1, 0) == 1;
  if (here != -1)
    close (here);
  if (there != -1)
    close (there);
  return reached;
}

void
ipc_need_loopback (void)
{
  int held = ipc_hold ();

  if (!reaches_itself ())
    ipc_not_exercised ("no loopback network");
  ipc_release (held);
}
