/* udp.c - faults of UDP sockets: their ports, peers and options.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "udp.h"

#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <string.h>

#include "actions.h"
#include "address.h"
#include "descriptors.h"
#include "faults.h"

FAULT (udp_bind_repeats, "bind() picks one UDP port for all who ask for any",
  KILLS ("udp.kernel_port"))
FAULT (udp_name_later, "getsockname() tells the next port from its second call",
  KILLS ("udp.kernel_port"))
FAULT (udp_sends_by_other, "what is not bound sends by a socket of libc's",
  KILLS ("udp.unbound_send_binds"))
FAULT (udp_dissolve_in, "connect() to AF_UNSPEC of IPv4's length does nothing",
  KILLS ("udp.dissolve"))
FAULT (udp_dissolved_sends, "send() goes to the peer that there was",
  KILLS ("udp.dissolve"))
FAULT (udp_send_repeats, "every second send() of 3 bytes sends the first ones",
  KILLS ("udp.stdio_unsuited"))
FAULT (udp_send_cuts, "send() cuts off what is too large for a datagram",
  KILLS ("udp.too_big"))
FAULT (udp_sendto_connects, "sendto() to another than the peer connects",
  KILLS ("udp.sendto_connected"))
FAULT (udp_share_deals, "who share by SO_REUSEADDR get datagrams at random",
  KILLS ("udp.reuseaddr_share"))
FAULT (udp_any_index, "a group is joined on the loopback by any index",
  KILLS ("udp.multicast_iface"))
FAULT (udp_select_out, "select() leaves its second set as it is",
  KILLS ("udp.select_copies"))
FAULT (udp_select_other, "select() leaves its third set as it is",
  KILLS ("udp.select_copies"))
FAULT (udp_select_stops, "select() that finds something stores no time left",
  KILLS ("udp.select_timeleft"))

/* The loopback interface's index; the largest datagram.  */
enum { LOOPBACK = 1, LARGEST = 65507 };

int
ipc_fault_is_udp (int fd)
{
  return ipc_fault_socket_type (fd) == SOCK_DGRAM && !ipc_fault_is_local (fd);
}

/* The peer that a socket has had.  */
static struct sockaddr_in old_peer;
static int old_fd = -1;

int
ipc_fault_udp_connect (int fd, const struct sockaddr *to, socklen_t size)
{
  socklen_t old_size = sizeof old_peer;

  if (to->sa_family != AF_UNSPEC)
    return 0;
  if (getpeername (fd, (struct sockaddr *) &old_peer, &old_size) == 0)
    old_fd = fd;
  return size == sizeof (struct sockaddr_in) && ipc_fault (udp_dissolve_in);
}

/* sendto() to AT.  */
static ssize_t
send_to (int fd, const void *data, size_t size, const struct sockaddr_in *at)
{
  CONST_ADDRESS to;

  POINTER (to) = (const struct sockaddr *) at;
  return IPC_REAL (sendto) (fd, data, size, 0, to, sizeof *at);
}

/* Send the first of two texts again, for the second.  */
static int
send_first (int fd, const void *data, size_t size, ssize_t *n)
{
  static char first[3];
  static int sends;

  if (size != sizeof first)
    return 0;
  if (sends++ % 2 == 0)
    memcpy (first, data, sizeof first);
  *n = IPC_REAL (send) (fd, first, sizeof first, 0);
  return 1;
}

int
ipc_fault_udp_send (int fd, const void *data, size_t size, ssize_t *n)
{
  struct sockaddr_in peer;
  socklen_t peer_size = sizeof peer;

  if (size > LARGEST && ipc_fault (udp_send_cuts))
    {
      *n = (ssize_t) size;
      return 1;
    }
  if (ipc_fault (udp_send_repeats))
    return send_first (fd, data, size, n);
  if (fd != old_fd || !ipc_fault (udp_dissolved_sends)
      || getpeername (fd, (struct sockaddr *) &peer, &peer_size) == 0)
    return 0;
  *n = send_to (fd, data, size, &old_peer);
  return 1;
}

/* libc's own socket.  */
static int other_fd = -1;

static int
is_unbound (int fd)
{
  struct sockaddr_in in = { .sin_port = 0 };
  socklen_t size = sizeof in;
  ADDRESS at;

  POINTER (at) = (struct sockaddr *) &in;
  return IPC_REAL (getsockname) (fd, at, &size) == 0
         && in.sin_family == AF_INET && in.sin_port == 0;
}

int
ipc_fault_udp_sendto (int fd, const void *data, size_t size,
                      const struct sockaddr *to, socklen_t to_size, ssize_t *n)
{
  struct sockaddr_in peer;
  socklen_t peer_size = sizeof peer;
  CONST_ADDRESS at;

  if (to == NULL || to->sa_family != AF_INET || !ipc_fault_is_udp (fd))
    return 0;
  POINTER (at) = to;
  if (ipc_fault (udp_sends_by_other) && is_unbound (fd))
    {
      if (other_fd == -1)
        other_fd = IPC_REAL (socket) (AF_INET, SOCK_DGRAM, 0);
      *n = IPC_REAL (sendto) (other_fd, data, size, 0, at, to_size);
      return 1;
    }
  if (ipc_fault (udp_sendto_connects)
      && getpeername (fd, (struct sockaddr *) &peer, &peer_size) == 0)
    IPC_REAL (connect) (fd, at, to_size);
  return 0;
}

int
ipc_fault_udp_bind (int fd, const struct sockaddr *address, socklen_t size)
{
  static in_port_t picked;
  struct sockaddr_in in;
  socklen_t in_size = sizeof in;
  CONST_ADDRESS to;
  int on = 1, result;

  POINTER (to) = address;
  if (address->sa_family != AF_INET || !ipc_fault (udp_bind_repeats))
    return IPC_REAL (bind) (fd, to, size);
  memcpy (&in, address, sizeof in);
  IPC_REAL (setsockopt) (fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (in.sin_port == 0)
    in.sin_port = picked;
  POINTER (to) = (const struct sockaddr *) &in;
  result = IPC_REAL (bind) (fd, to, size);
  if (getsockname (fd, (struct sockaddr *) &in, &in_size) == 0)
    picked = in.sin_port;
  return result;
}

void
ipc_fault_udp_name (int fd, struct sockaddr *address)
{
  static int names;
  struct sockaddr_in *in = (struct sockaddr_in *) address;
  struct sockaddr_in other;
  socklen_t size = sizeof other;
  ADDRESS at;

  if (in->sin_family != AF_INET || !ipc_fault_is_udp (fd))
    return;
  if (names++ > 0 && ipc_fault (udp_name_later))
    in->sin_port = htons ((in_port_t) (ntohs (in->sin_port) + 1));
  POINTER (at) = (struct sockaddr *) &other;
  if (in->sin_port == 0 && other_fd != -1 && ipc_fault (udp_sends_by_other)
      && IPC_REAL (getsockname) (other_fd, at, &size) == 0)
    in->sin_port = other.sin_port;
}

/* Deal datagrams out to all who share FD's port.  */
static void
deal_out (int fd)
{
  struct sock_filter code[] = {
    { BPF_LD | BPF_W | BPF_ABS, 0, 0,
      (unsigned) (SKF_AD_OFF + SKF_AD_RANDOM) },
    { BPF_ALU | BPF_MOD | BPF_K, 0, 0, 2 },
    { BPF_RET | BPF_A, 0, 0, 0 }
  };
  struct sock_fprog program = { 3, code };
  int on = 1;

  IPC_REAL (setsockopt) (fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  IPC_REAL (setsockopt) (fd, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &program,
                         sizeof program);
}

void
ipc_fault_udp_option (int fd, int level, int name, const void **value)
{
  static struct ip_mreqn request;

  if (level == SOL_SOCKET && name == SO_REUSEADDR
      && ipc_fault (udp_share_deals) && ipc_fault_is_udp (fd))
    deal_out (fd);
  if (level != IPPROTO_IP || name != IP_ADD_MEMBERSHIP
      || !ipc_fault (udp_any_index))
    return;
  memcpy (&request, *value, sizeof (struct ip_mreq));
  if (request.imr_address.s_addr == htonl (INADDR_ANY))
    memcpy (&request, *value, sizeof request);
  if (request.imr_ifindex != 0)
    request.imr_ifindex = LOOPBACK;
  *value = &request;
}

void
ipc_fault_udp_select (int result, fd_set *out, const fd_set *was_out,
                      fd_set *other, const fd_set *was_other,
                      struct timeval *t)
{
  if (out != NULL && ipc_fault (udp_select_out))
    *out = *was_out;
  if (other != NULL && ipc_fault (udp_select_other))
    *other = *was_other;
  if (result > 0 && t != NULL && ipc_fault (udp_select_stops))
    t->tv_sec = t->tv_usec = 0;
}
