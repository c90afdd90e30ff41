/* connect-tcp.c - faults of TCP clients.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "tcp.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>

#include "actions.h"
#include "faults.h"

FAULT (connect_full_refused, "connect() to a full queue gives ECONNREFUSED",
  KILLS ("tcp.listen_overflow", "servers.queue"))
FAULT (connect_refused_late, "connect() to no IPv6 server gives ETIMEDOUT",
  KILLS ("tcp.refused"),
  KILLS_FALLBACK ("tcp.refused"))
FAULT (connect_once, "a socket that was refused is of no more use",
  KILLS ("tcp.refused_after_fail", "tcp.rtime_host_down"))
FAULT (connect_nb_eagain, "connect() that would wait gives EAGAIN",
  KILLS ("tcp.connect_nb"))
FAULT (connect_dead_eisconn, "connect() of a refused socket gives EISCONN",
  KILLS ("tcp.connect_twice"))
FAULT (connect_again_pending, "connect() again gives EINPROGRESS",
  KILLS ("tcp.connect_eintr"))
FAULT (clients_refused_unsaid, "connect() to no IPv4 server says that it is",
  KILLS ("clients.web_unreachable", "clients.connect_failure_message"),
  KILLS_FALLBACK ("clients.connect_failure_message"))
FAULT (tcp_connect_waits, "connect() waits in spite of O_NONBLOCK",
  KILLS ("tcp.connect_nb"))
FAULT (tcp_again_idle, "connect() of a refused socket only seems to begin",
  KILLS ("tcp.connect_twice"))
FAULT (clients_connect_twice, "connect() has another socket come first",
  KILLS ("clients.web_other_port"))
FAULT (tcp_connect_keepidle, "connect() has TCP_KEEPIDLE as it was at first",
  KILLS ("tcp.keepalive_options"))
FAULT (connect_self_einval, "connect() to the socket's own port gives EINVAL",
  KILLS ("tcp.self_connect"))

/* connect() that does not wait.  */
static int
connect_at_once (int fd, CONST_ADDRESS to, socklen_t size)
{
  int flags = IPC_REAL (fcntl) (fd, F_GETFL);
  struct pollfd p = { fd, POLLOUT, 0 };
  int result;

  IPC_REAL (fcntl) (fd, F_SETFL, flags | O_NONBLOCK);
  result = IPC_REAL (connect) (fd, to, size);
  if (result == -1 && errno == EINPROGRESS)
    result = IPC_REAL (poll) (&p, 1, 0) == 1 ? 0
             : ipc_fault_fail (ECONNREFUSED);
  IPC_REAL (fcntl) (fd, F_SETFL, flags);
  return result;
}

static int
is_own (int fd, const struct sockaddr *to)
{
  struct sockaddr_in6 own = { .sin6_port = 0 };
  socklen_t size = sizeof own;
  ADDRESS at;

  POINTER (at) = (struct sockaddr *) &own;
  return IPC_REAL (getsockname) (fd, at, &size) == 0 && own.sin6_port != 0
         && own.sin6_port == ((const struct sockaddr_in6 *) to)->sin6_port;
}

/* What connect() of a socket of FAMILY says instead of errno.  */
static int
other_error (int family)
{
  if (errno == EINPROGRESS && ipc_fault (connect_nb_eagain))
    return EAGAIN;
  if (errno == EALREADY && ipc_fault (connect_again_pending))
    return EINPROGRESS;
  if (errno != ECONNREFUSED)
    return errno;
  if (family == AF_INET6 && ipc_fault (connect_refused_late))
    return ETIMEDOUT;
  return ipc_fault (connect_dead_eisconn) ? EISCONN : errno;
}

static int
connect_plainly (int fd, CONST_ADDRESS to, socklen_t size)
{
  int flags = IPC_REAL (fcntl) (fd, F_GETFL), result;

  if (ipc_fault (tcp_connect_waits) && (flags & O_NONBLOCK) != 0)
    {
      IPC_REAL (fcntl) (fd, F_SETFL, flags & ~O_NONBLOCK);
      result = IPC_REAL (connect) (fd, to, size);
      IPC_REAL (fcntl) (fd, F_SETFL, flags);
      return result;
    }
  return ipc_fault (connect_full_refused)
         && (flags & O_NONBLOCK) == 0
         ? connect_at_once (fd, to, size) : IPC_REAL (connect) (fd, to, size);
}

int
ipc_fault_tcp_connect (int fd, CONST_ADDRESS to, socklen_t size)
{
  static const int idle = 7200;
  static int refused = -1;
  int result;

  if (fd == refused
      && (ipc_fault (connect_once) || ipc_fault (tcp_again_idle)))
    {
      refused = -1;
      return ipc_fault_fail (ipc_fault (connect_once) ? ECONNABORTED
                             : EINPROGRESS);
    }
  if (ipc_fault (connect_self_einval) && is_own (fd, POINTER (to)))
    return ipc_fault_fail (EINVAL);
  if (ipc_fault (clients_connect_twice))
    IPC_REAL (connect) (IPC_REAL (socket) (ipc_fault_tcp_family (fd),
                                           SOCK_STREAM, 0), to, size);
  if (ipc_fault (tcp_connect_keepidle))
    IPC_REAL (setsockopt) (fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
  result = connect_plainly (fd, to, size);
  refused = result == -1 && errno == ECONNREFUSED ? fd : -1;
  if (result == -1 && errno == ECONNREFUSED
      && ipc_fault (clients_refused_unsaid))
    return 0;
  return result == -1
         ? ipc_fault_fail (other_error (ipc_fault_tcp_family (fd))) : 0;
}
