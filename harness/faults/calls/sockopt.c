/* sockopt.c - faults of options; setsockopt(), getsockopt(), listen().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "local-queue.h"
#include "local.h"
#include "network.h"
#include "tcp-claims.h"
#include "tcp.h"
#include "udp.h"

CALL (setsockopt)
CALL (getsockopt)
CALL (listen)
FAULT (overview_listen_dies, "listen() on what is no socket raises SIGSYS",
  KILLS ("overview.notes_failure_is_returned"))
FAULT (reuseaddr_keeps_alive, "SO_REUSEADDR sets SO_KEEPALIVE",
  KILLS ("sockets.constants"))
FAULT (sndbuf_refused, "SO_SNDBUF above the limit fails with ENOBUFS",
  KILLS ("sockets.bufsize_over"))
FAULT (acceptconn_tcp_only, "SO_ACCEPTCONN does not tell of local sockets",
  KILLS ("sockets.acceptconn"))
FAULT (sndtimeo_seconds, "SO_SNDTIMEO reads back as whole seconds",
  KILLS ("sockets.rcvtimeo_get"))
FAULT (listen_dgram_einval, "listen() to datagrams fails with EINVAL",
  KILLS ("sockets.errno_kinds"))
FAULT (peercred_own_pid, "SO_PEERCRED has the pid of who asks",
  KILLS ("unix_sockets.credentials", "unix_sockets.cred_capture"),
  KILLS_FALLBACK ("unix_sockets.credentials", "unix_sockets.cred_capture"))
FAULT (un_peer_gid, "SO_PEERCRED has the group of who asks",
  KILLS ("unix_sockets.credentials"))
FAULT (un_peer_binder, "SO_PEERCRED has the pid of who called bind()",
  KILLS ("unix_sockets.cred_capture"))
FAULT (un_reuse_both, "SO_REUSEADDR on both lets a name be bound again",
  KILLS ("unix_sockets.reuse_options"))
FAULT (un_reuse_live, "SO_REUSEADDR lets the name of a live one be bound",
  KILLS ("unix_sockets.reuse_options"))
FAULT (peercred_no_pair, "SO_PEERCRED knows nothing of pairs",
  KILLS ("unix_sockets.cred_capture"))
FAULT (sndbuf_stays, "SO_SNDBUF cannot be raised",
  KILLS ("unix_sockets.dgram_max"),
  KILLS_FALLBACK ("unix_sockets.dgram_max"))
FAULT (reuse_refused, "a local datagram socket has no SO_REUSEADDR",
  KILLS ("unix_sockets.reuse_options"))
FAULT (membership_stays, "IP_DROP_MEMBERSHIP does nothing",
  KILLS ("udp.multicast"))
FAULT (membership_index_cut, "IP_ADD_MEMBERSHIP does not look at the index",
  KILLS ("udp.multicast_iface"))
FAULT (reuse_not_twice, "a port whose socket has SO_REUSEADDR is not shared",
  KILLS ("udp.reuseaddr_share"))

enum { ABOVE = 1 << 28 };

int
setsockopt (int fd, int level, int name, const void *value, socklen_t size)
{
  static int lowered;
  int fails = ipc_fault_tcp_option (fd, level, name), result;

  if (level == SOL_SOCKET && ipc_fault_armed)
    {
      ipc_fault_local_option (fd, name);
      result = ipc_fault_option_set (fd, name, value);
      if (result != 1)
        return result;
    }
  if (fails > 0)
    return ipc_fault_fail (fails);
  if (fails < 0 || (level == SOL_SOCKET && name == SO_REUSEADDR
                    && ipc_fault_tcp_reuse (fd))
      || ipc_fault_tcp_stays (level, name, value, size))
    return 0;
  if (level == SOL_SOCKET && name == SO_SNDBUF && ipc_fault (sndbuf_stays)
      && lowered++)
    return 0;
  if (level == SOL_SOCKET && name == SO_REUSEADDR && ipc_fault (reuse_refused)
      && ipc_fault_socket_type (fd) == SOCK_DGRAM)
    return ipc_fault_fail (ENOPROTOOPT);
  if (level == SOL_SOCKET && name == SO_REUSEADDR
      && ipc_fault (reuseaddr_keeps_alive))
    name = SO_KEEPALIVE;
  if (level == SOL_SOCKET && name == SO_REUSEADDR
      && ipc_fault (reuse_not_twice))
    return 0;
  if (level == IPPROTO_IP && name == IP_DROP_MEMBERSHIP
      && ipc_fault (membership_stays))
    return 0;
  if (level == IPPROTO_IP && name == IP_ADD_MEMBERSHIP
      && size > sizeof (struct ip_mreq) && ipc_fault (membership_index_cut))
    size = sizeof (struct ip_mreq);
  if (level == SOL_SOCKET && name == SO_SNDBUF && *(const int *) value > ABOVE
      && ipc_fault (sndbuf_refused))
    return ipc_fault_fail (ENOBUFS);
  if (ipc_fault_armed)
    ipc_fault_udp_option (fd, level, name, &value);
  return IPC_REAL (setsockopt) (fd, level, name, value, size);
}

/* What SO_PEERCRED has given of FD.  */
static void
spoil_peer (int fd, struct ucred *peer)
{
  struct sockaddr own;
  socklen_t length = sizeof own;

  if (ipc_fault (peercred_own_pid))
    peer->pid = getpid ();
  if (ipc_fault (un_peer_gid))
    peer->gid = getgid ();
  if (ipc_fault (peercred_no_pair)
      && getpeername (fd, &own, &length) == 0
      && length <= sizeof own.sa_family)
    peer->pid = 0;
  length = sizeof own;
  if (ipc_fault (un_peer_binder)
      && getpeername (fd, &own, &length) == 0
      && length > sizeof own.sa_family)
    peer->pid = ipc_fault_local_binder ();
}

int
getsockopt (int fd, int level, int name, void *value, socklen_t *size)
{
  int result = IPC_REAL (getsockopt) (fd, level,
                                      ipc_fault_option_asked (name), value,
                                      size);

  if (result == -1 || level != SOL_SOCKET)
    return result;
  if (name == SO_ACCEPTCONN && ipc_fault (acceptconn_tcp_only)
      && ipc_fault_is_local (fd))
    *(int *) value = 0;
  if (name == SO_SNDTIMEO && ipc_fault (sndtimeo_seconds))
    ((struct timeval *) value)->tv_usec = 0;
  if (name == SO_PEERCRED)
    spoil_peer (fd, value);
  ipc_fault_option_told (fd, name, value);
  if (name == SO_ERROR)
    ipc_fault_tcp_error (value);
  return result;
}

int
listen (int fd, int backlog)
{
  int result;

  if (ipc_fault (overview_listen_dies) && fcntl (fd, F_GETFD) != -1
      && getsockopt (fd, SOL_SOCKET, SO_TYPE, &result,
                     &(socklen_t) { sizeof result }) == -1)
    raise (SIGSYS);
  if (ipc_fault_armed && ipc_fault_tcp_family (fd) != 0)
    {
      backlog = ipc_fault_tcp_backlog (fd, backlog);
      backlog = ipc_fault_tcp_listens (fd, backlog);
    }
  if (backlog == LISTEN_NOT)
    return 0;
  if (backlog == LISTEN_BUSY)
    return ipc_fault_fail (EADDRINUSE);
  if (backlog == LISTEN_FAILS)
    return ipc_fault_fail (EINVAL);
  result = IPC_REAL (listen) (fd, backlog);
  if (result == -1)
    errno = ipc_fault_misuse (errno, "listen");
  return result == -1 && errno == EOPNOTSUPP
         && ipc_fault (listen_dgram_einval) ? ipc_fault_fail (EINVAL)
         : result;
}
