/* udp-data.c - faults of what UDP sockets carry.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "udp.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "actions.h"
#include "faults.h"

FAULT (udp_doubles, "recv() gives the fourth number for the fifth",
  KILLS ("udp.concurrent_eagain", "udp.no_delivery_promise",
         "udp.enobufs_writable"))
FAULT (udp_refused_once, "recv() tells once of a port where nobody is",
  KILLS ("udp.closed_port"))
FAULT (udp_group_garbles, "what is sent to a group arrives as something else",
  KILLS ("udp.multicast"))
FAULT (udp_trunc_overflows, "MSG_TRUNC stores all that it counts",
  KILLS ("udp.msg_trunc_input"))
FAULT (udp_first_own, "recvmsg() tells the first own address again",
  KILLS ("udp.dest_address"))

/* What was received last, if that was short.  */
static char last[64];

static void
repeat (char *data, ssize_t n)
{
  static int received;

  if (n < 1 || n > (ssize_t) sizeof last)
    return;
  if (++received == 5)
    memcpy (data, last, (size_t) n);
  memcpy (last, data, (size_t) n);
}

/* Whether FD is bound to every address.  */
static int
is_wildcard (int fd)
{
  struct sockaddr_in in = { .sin_port = 0 };
  socklen_t size = sizeof in;

  return getsockname (fd, (struct sockaddr *) &in, &size) == 0
         && in.sin_addr.s_addr == htonl (INADDR_ANY);
}

ssize_t
ipc_fault_udp_recv (int fd, char *data, int flags, ssize_t n)
{
  static int refusals;

  if (n == -1 && errno == ECONNREFUSED && ipc_fault (udp_refused_once)
      && refusals++ > 0)
    return ipc_fault_fail (EAGAIN);
  if (ipc_fault (udp_doubles) && ipc_fault_is_udp (fd))
    repeat (data, n);
  if (n == 1 && ipc_fault (udp_group_garbles) && ipc_fault_is_udp (fd)
      && is_wildcard (fd))
    data[0] ^= 1;
  if (n > 1 && (flags & MSG_TRUNC) != 0 && ipc_fault (udp_trunc_overflows))
    memset (data + 1, '!', (size_t) n - 1);
  return n;
}

void
ipc_fault_udp_own (struct msghdr *m)
{
  static struct in_pktinfo first;
  static int known;
  struct cmsghdr *c = CMSG_FIRSTHDR (m);

  if (c == NULL || c->cmsg_level != IPPROTO_IP || c->cmsg_type != IP_PKTINFO
      || !ipc_fault (udp_first_own))
    return;
  if (known)
    memcpy (CMSG_DATA (c), &first, sizeof first);
  else
    memcpy (&first, CMSG_DATA (c), sizeof first);
  known = 1;
}
