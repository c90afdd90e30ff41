/* tcp-end.c - faults of connections that end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "tcp.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "actions.h"
#include "faults.h"

FAULT (shutdown_gone, "shutdown() of what the peer has ended gives ENOTCONN",
  KILLS ("tcp.shutdown_peer_gone"))
FAULT (shutdown_keeps_listener, "shutdown() of a listener gives ENOTCONN",
  KILLS ("tcp.shutdown_listener"))
FAULT (shutdown_listener_sleeps, "shutdown() of a listener wakes nobody",
  KILLS ("tcp.shutdown_listener"))
FAULT (linger_ignored, "SO_LINGER does nothing",
  KILLS ("tcp.linger_zero", "tcp.rst_read"))
FAULT (late_timeout_einval, "SO_RCVTIMEO of an ended connection gives EINVAL",
  KILLS ("tcp.sockopt_peer_gone"))
FAULT (v6only_ignored, "IPV6_V6ONLY cannot be set",
  KILLS ("tcp.v6only_default"))
FAULT (tcp_late_ignored, "SO_KEEPALIVE of an ended connection does nothing",
  KILLS ("tcp.sockopt_peer_gone"))
FAULT (so_error_forgets, "SO_ERROR gives 0 for a connection that was refused",
  KILLS ("tcp.connect_nb"),
  KILLS_FALLBACK ("tcp.connect_nb"))

FAULT (tcp_keepidle_alone, "there is TCP_KEEPIDLE, but not TCP_KEEPCNT",
  KILLS ("tcp.keepalive_options"))
FAULT (tcp_keepintvl_kept, "TCP_KEEPINTVL of an IPv6 socket stays as it was",
  KILLS ("tcp.keepalive_options"))
FAULT (clients_shutdown_both, "shutdown() of one way ends both",
  KILLS ("clients.chat_stdin_eof"))
FAULT (tcp_keepalive_unset, "SO_KEEPALIVE cannot be set",
  KILLS ("tcp.keepalive_options"))

/* Whether FD's peer has ended, and all is read.  */
static int
is_ended (int fd)
{
  char byte;

  return ipc_fault_tcp_family (fd) != 0
         && IPC_REAL (recv) (fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static int
listens (int fd)
{
  int value = 0;
  socklen_t size = sizeof value;

  IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &size);
  return value != 0 && ipc_fault_tcp_family (fd) != 0;
}

int
ipc_fault_tcp_is_alone (int fd)
{
  struct sockaddr_storage at;
  socklen_t size = sizeof at;
  ADDRESS peer;

  POINTER (peer) = (struct sockaddr *) &at;
  return ipc_fault_tcp_family (fd) != 0 && !listens (fd)
         && getpeername (fd, peer, &size) == -1;
}

int
ipc_fault_tcp_shutdown (int fd)
{
  if (ipc_fault (shutdown_gone) && is_ended (fd))
    return ENOTCONN;
  if (ipc_fault (shutdown_keeps_listener) && listens (fd))
    return ENOTCONN;
  if (ipc_fault (clients_shutdown_both) && ipc_fault_tcp_family (fd) != 0)
    IPC_REAL (shutdown) (fd, SHUT_RDWR);
  return ipc_fault (shutdown_listener_sleeps) && listens (fd) ? -1 : 0;
}

int
ipc_fault_tcp_option (int fd, int level, int name)
{
  if (level == IPPROTO_IPV6 && name == IPV6_V6ONLY
      && ipc_fault (v6only_ignored))
    return -1;
  if (level == IPPROTO_TCP && name == TCP_KEEPCNT
      && ipc_fault (tcp_keepidle_alone))
    return ENOPROTOOPT;
  if (level == IPPROTO_TCP && name == TCP_KEEPINTVL
      && ipc_fault (tcp_keepintvl_kept)
      && ipc_fault_tcp_family (fd) == AF_INET6)
    return -1;
  if (level != SOL_SOCKET)
    return 0;
  if (name == SO_LINGER && ipc_fault (linger_ignored))
    return -1;
  if (name == SO_KEEPALIVE && ipc_fault (tcp_late_ignored) && is_ended (fd))
    return -1;
  if (name == SO_KEEPALIVE && ipc_fault (tcp_keepalive_unset))
    return -1;
  return name == SO_RCVTIMEO && ipc_fault (late_timeout_einval)
         && is_ended (fd) ? EINVAL : 0;
}

void
ipc_fault_tcp_error (int *error)
{
  if (*error == ECONNREFUSED && ipc_fault (so_error_forgets))
    *error = 0;
}
