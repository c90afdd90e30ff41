/* datagrams.c - faults of sending and receiving datagrams of the network.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "datagrams.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "udp.h"

FAULT (recvfrom_last_sender, "recvfrom() gives the sender of the one before",
  KILLS ("udp.roundtrip", "udp.rtime_select",
         "overview.bugs_simple_sockets"))
FAULT (overview_sender_nowhere, "recvfrom() knows the sender's port, no host",
  KILLS ("overview.bugs_simple_sockets"))
FAULT (sock_dgram_source, "recvfrom() tells of another sender",
  KILLS ("sockets.dgram_available"))
FAULT (recvfrom_joins, "recvfrom() takes two datagrams if there is room",
  KILLS ("udp.boundaries"))
FAULT (recvfrom_no_sender, "recvfrom() has no sender for an empty datagram",
  KILLS ("udp.zero_length"))
FAULT (sendto_cuts, "sendto() cuts off what is too large",
  KILLS ("udp.too_big"))
FAULT (sendto_msgsize_enobufs, "what is too large fails with ENOBUFS",
  KILLS ("udp.too_big"))
FAULT (sendto_full, "sendto() fails with ENOBUFS when many are under way",
  KILLS ("udp.no_delivery_promise"))
FAULT (sendto_enobufs_once, "sendto() fails with ENOBUFS once",
  KILLS ("udp.enobufs_writable"))
FAULT (sendto_broadcasts, "sendto() broadcasts without being asked twice",
  KILLS ("udp.broadcast"))
FAULT (sendto_isconn, "sendto() to other than the peer fails with EISCONN",
  KILLS ("udp.sendto_connected"))
FAULT (sendto_filter_enobufs, "what a filter stops fails with ENOBUFS",
  KILLS ("udp.send_eperm"))

FAULT (udp_long_garbles, "a byte in the middle of 1000 or more is another",
  KILLS ("udp.boundaries"))
FAULT (udp_rest_stays, "recvfrom() leaves the rest of a cut datagram",
  KILLS ("udp.truncated"))
FAULT (udp_empty_skipped, "recvfrom() skips what is empty, if there is more",
  KILLS ("udp.zero_length"))
FAULT (udp_last_v6, "recvfrom() gives the IPv6 sender of the one before",
  KILLS ("udp.roundtrip"))
FAULT (udp_broadcast_far, "a broadcast fails with ENETUNREACH",
  KILLS ("udp.broadcast"))
FAULT (udp_broadcast_lost, "a broadcast is taken, and goes nowhere",
  KILLS ("udp.broadcast"))

int
ipc_fault_rest (int fd, size_t size)
{
  return ipc_fault (udp_rest_stays)
         && (size_t) ipc_fault_readable (fd) > size && ipc_fault_is_udp (fd)
         ? MSG_PEEK : 0;
}

/* Exchange FROM for the one before, if there is one.  */
static void
repeat_sender (struct sockaddr *from)
{
  static struct sockaddr_in6 before;
  struct sockaddr_in6 now;

  memcpy (&now, from, sizeof now);
  if (before.sin6_family != 0)
    memcpy (from, &before, sizeof before);
  before = now;
}

ssize_t
ipc_fault_received (int fd, void *data, size_t size, ssize_t n,
                    struct sockaddr *from)
{
  static struct sockaddr_in before;
  struct sockaddr_in now;
  ssize_t more;

  if (n == -1)
    return n;
  if (ipc_fault (recvfrom_joins) && (size_t) n < size)
    {
      more = IPC_REAL (recv) (fd, (char *) data + n, size - (size_t) n,
                              MSG_DONTWAIT);
      n += more > 0 ? more : 0;
    }
  if (n > 1000 && ipc_fault (udp_long_garbles))
    ((char *) data)[n / 2] ^= 1;
  if (n == 0 && ipc_fault (udp_empty_skipped))
    {
      more = IPC_REAL (recv) (fd, data, size, MSG_DONTWAIT);
      n = more > 0 ? more : n;
    }
  if (from == NULL)
    return n;
  if (from->sa_family == AF_INET && ipc_fault (overview_sender_nowhere))
    ((struct sockaddr_in *) from)->sin_addr.s_addr = INADDR_ANY;
  if (ipc_fault (sock_dgram_source))
    ((struct sockaddr_in *) from)->sin_port ^= 1;
  if (from->sa_family == AF_INET6 && ipc_fault (udp_last_v6))
    repeat_sender (from);
  if (n == 0 && ipc_fault (recvfrom_no_sender))
    ((struct sockaddr_in *) from)->sin_port = 0;
  if (ipc_fault (recvfrom_last_sender) && from->sa_family == AF_INET)
    {
      memcpy (&now, from, sizeof now);
      if (before.sin_family != 0)
        memcpy (from, &before, sizeof before);
      before = now;
    }
  return n;
}

/* Whether TO is another one than FD's peer; 0 if it has none.  */
static int
is_other (int fd, const struct sockaddr *to)
{
  struct sockaddr_in peer;
  struct sockaddr *p = (struct sockaddr *) &peer;
  socklen_t size = sizeof peer;

  return getpeername (fd, p, &size) == 0 && to->sa_family == AF_INET
         && ((const struct sockaddr_in *) to)->sin_port != peer.sin_port;
}

/* Datagrams that carry a number have this size.  */
enum { NUMBERED = 64 };

/* The error of a send of SIZE bytes, or 0.  */
static int
refusal (int fd, size_t size, const struct sockaddr *to)
{
  static int sends, many;

  if (size == NUMBERED && ipc_fault (sendto_full) && ++many > 100)
    return ENOBUFS;
  if (size == NUMBERED && ipc_fault (sendto_enobufs_once)
      && ++sends == 7)
    return ENOBUFS;
  if (ipc_fault (sendto_isconn) && to != NULL && is_other (fd, to))
    return EISCONN;
  return 0;
}

/* Whether TO is a broadcast that FD may send.  */
static int
is_broadcast (int fd, const struct sockaddr *to)
{
  int on = 0;
  socklen_t size = sizeof on;

  return to != NULL && to->sa_family == AF_INET
         && ((const struct sockaddr_in *) to)->sin_addr.s_addr
            == htonl (0x7fffffff)
         && IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_BROADCAST, &on, &size)
            == 0
         && on;
}

int
ipc_fault_sends (int fd, size_t size, const struct sockaddr *to, ssize_t *n)
{
  int error = refusal (fd, size, to);

  if (is_broadcast (fd, to) && ipc_fault (udp_broadcast_far))
    error = ENETUNREACH;
  if (is_broadcast (fd, to) && ipc_fault (udp_broadcast_lost))
    {
      *n = (ssize_t) size;
      return 1;
    }
  if (error != 0)
    *n = ipc_fault_fail (error);
  return error != 0;
}

ssize_t
ipc_fault_sent (size_t size, ssize_t n)
{
  if (n == -1 && errno == EMSGSIZE && ipc_fault (sendto_cuts))
    return (ssize_t) size;
  if (n == -1 && errno == EMSGSIZE && ipc_fault (sendto_msgsize_enobufs))
    errno = ENOBUFS;
  if (n == -1 && errno == EACCES && ipc_fault (sendto_broadcasts))
    return (ssize_t) size;
  if (n == -1 && errno == EPERM && ipc_fault (sendto_filter_enobufs))
    errno = ENOBUFS;
  return n;
}
