/* network-kinds.c - faults of what sockets are, and tell of themselves.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "network.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "tcp.h"

FAULT (sock_packets_stream, "a socket of sequenced packets is a stream",
  KILLS ("sockets.more_types"))
FAULT (sock_ipv6_is_ipv4, "a socket of IPv6 is one of IPv4",
  KILLS ("sockets.more_types", "sockets.pf_equals_af"))
FAULT (sock_session_mute, "a session of the network sends no answers",
  KILLS ("sockets.stream_available"))
FAULT (sock_local_family, "getsockname() of a local socket has no family",
  KILLS ("sockets.pf_equals_af"))
FAULT (sock_local_length, "the name of a local socket begins with its length",
  KILLS ("sockets.sockaddr_len"))
FAULT (sock_peer_wide, "getpeername() stores 64 bits of a length",
  KILLS ("sockets.socklen"))
FAULT (sock_reuse_broadcasts, "SO_REUSEADDR sets SO_BROADCAST, too",
  KILLS ("sockets.constants"))
FAULT (sock_reuse_sticks, "SO_REUSEADDR cannot be taken back",
  KILLS ("sockets.constants"))
FAULT (sock_session_listens, "SO_ACCEPTCONN says of a session that it listens",
  KILLS ("sockets.acceptconn"))
FAULT (sock_rcvbuf_refused, "SO_RCVBUF above the limit fails with ENOBUFS",
  KILLS ("sockets.bufsize_over"))
FAULT (sock_one_timeout, "both timeouts of a socket are one",
  KILLS ("sockets.rcvtimeo_get"))
FAULT (sock_pair_waits, "SOCK_NONBLOCK of a pair is told, and not heeded",
  KILLS ("sockets.nonblock_flag"))
FAULT (sock_socket_waits, "SOCK_NONBLOCK of socket() is told, and not heeded",
  KILLS ("sockets.nonblock_flag"))
FAULT (sock_bind_shares, "bind() of a port in use fails with EACCES",
  KILLS ("sockets.errno_kinds"))
FAULT (sock_send_ended, "send() after shutdown() fails with ENOTCONN",
  KILLS ("sockets.errno_kinds"))
FAULT (sock_accept_wide, "accept() stores 64 bits of a length",
  KILLS ("sockets.socklen"))
FAULT (sock_timeout_stays, "a timeout cannot be taken back",
  KILLS ("sockets.rcvtimeo_get"))
FAULT (sock_listen_pipe, "listen() to a pipe fails with EINVAL",
  KILLS ("sockets.errno_kinds"))
FAULT (sock_connect_pipe, "connect() of a pipe fails with EBADF",
  KILLS ("sockets.errno_kinds"))

/* How many sockets are still to say that they do not wait.  */
static int waits;

void
ipc_fault_other_kind (int *domain, int *type)
{
  if (*domain == AF_UNIX && ipc_fault (sock_socket_waits))
    {
      waits += (*type & SOCK_NONBLOCK) != 0;
      *type &= ~SOCK_NONBLOCK;
    }
  if ((*type & 0xf) == SOCK_SEQPACKET && ipc_fault (sock_packets_stream))
    *type = (*type & ~0xf) | SOCK_STREAM;
  if (*domain == AF_INET6 && ipc_fault (sock_ipv6_is_ipv4))
    *domain = AF_INET;
}

void
ipc_fault_answered (int fd)
{
  if (ipc_fault (sock_session_mute))
    IPC_REAL (shutdown) (fd, SHUT_WR);
}

void
ipc_fault_accepted_length (socklen_t *size)
{
  if (size != NULL && ipc_fault (sock_accept_wide))
    memset (size + 1, 0, sizeof *size);
}

void
ipc_fault_named (struct sockaddr *name, socklen_t *size)
{
  unsigned char *bytes = (unsigned char *) name;

  if (name->sa_family == AF_UNIX && ipc_fault (sock_local_family))
    name->sa_family = AF_UNSPEC;
  if (name->sa_family == AF_UNIX && ipc_fault (sock_local_length))
    {
      bytes[1] = bytes[0];
      bytes[0] = (unsigned char) *size;
    }
}

int
ipc_fault_option_set (int fd, int name, const void *value)
{
  static const int on = 1;

  if (name == SO_REUSEADDR && ipc_fault (sock_reuse_broadcasts))
    IPC_REAL (setsockopt) (fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof on);
  if (name == SO_REUSEADDR && *(const int *) value == 0
      && ipc_fault (sock_reuse_sticks))
    return 0;
  if ((name == SO_RCVTIMEO || name == SO_SNDTIMEO)
      && ((const struct timeval *) value)->tv_sec == 0
      && ((const struct timeval *) value)->tv_usec == 0
      && ipc_fault (sock_timeout_stays))
    return 0;
  if (name == SO_RCVBUF && *(const int *) value > 1 << 28
      && ipc_fault (sock_rcvbuf_refused))
    return ipc_fault_fail (ENOBUFS);
  return 1;
}

int
ipc_fault_option_asked (int name)
{
  return name == SO_SNDTIMEO && ipc_fault (sock_one_timeout) ? SO_RCVTIMEO
         : name;
}

void
ipc_fault_option_told (int fd, int name, void *value)
{
  struct sockaddr_storage at;
  socklen_t size = sizeof at;

  if (name == SO_ACCEPTCONN && ipc_fault (sock_session_listens)
      && getpeername (fd, (struct sockaddr *) &at, &size) == 0)
    *(int *) value = 1;
}

int
ipc_fault_flags_told (int fd, int flags)
{
  struct sockaddr_storage at;
  socklen_t size = sizeof at;

  if (waits > 0 && ipc_fault_is_local (fd))
    {
      waits--;
      return flags | O_NONBLOCK;
    }
  return ipc_fault (sock_pair_waits) && ipc_fault_is_local (fd)
         && getpeername (fd, (struct sockaddr *) &at, &size) == 0
         ? flags | O_NONBLOCK : flags;
}

int
ipc_fault_misuse (int error, const char *call)
{
  if (error == ENOTSOCK && strcmp (call, "listen") == 0
      && ipc_fault (sock_listen_pipe))
    return EINVAL;
  if (error == ENOTSOCK && strcmp (call, "connect") == 0
      && ipc_fault (sock_connect_pipe))
    return EBADF;
  if (error == EADDRINUSE && strcmp (call, "bind") == 0
      && ipc_fault (sock_bind_shares))
    return EACCES;
  if (error == EPIPE && strcmp (call, "send") == 0
      && ipc_fault (sock_send_ended))
    return ENOTCONN;
  return error;
}
