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
reaches_itself (int family)
{
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  struct sockaddr_storage at;
  socklen_t size = family == AF_INET ? sizeof v4 : sizeof v6;
  int here = socket (family, SOCK_DGRAM, 0);
  int there = socket (family, SOCK_DGRAM, 0);
  int reached;

  memset (&v4, 0, sizeof v4);
  memset (&v6, 0, sizeof v6);
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  v6.sin6_family = AF_INET6;
  v6.sin6_addr.s6_addr[15] = 1;
  memcpy (&at, family == AF_INET ? (void *) &v4 : (void *) &v6, size);
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

  if (!reaches_itself (AF_INET))
    ipc_not_exercised ("no loopback network");
  ipc_release (held);
}

int
ipc_has_loopback6 (void)
{
  int held = ipc_hold (), has = reaches_itself (AF_INET6);

  ipc_release (held);
  return has;
}
