/* socket.c - faults of families.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/socket.h>

#include "actions.h"
#include "differ.h"
#include "faults.h"
#include "network.h"

CALL (socket)
FAULT (unix_missing, "socket() does not know AF_UNIX",
  KILLS ("daemons.notify_socket",
         "overview.sockets"),
  KILLS_FALLBACK ("socketpairs.dgram", "socketpairs.dgram_zero",
                  "socketpairs.dgram_truncate", "socketpairs.dgram_no_eof",
                  "socketpairs.dgram_peer_gone", "socketpairs.dgram_full",
                  "socketpairs.seqpacket",
                  "socketpairs.sigpipe", "socketpairs.pipe_from_pair",
                  "socketpairs.unnamed"))
FAULT (socket_forgets_cloexec, "socket() forgets one flag of two",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (socket_no_ipv6, "socket() does not know AF_INET6",
  KILLS ("sockets.more_types"))
FAULT (overview_inet_local, "a socket of the network is a local one",
  KILLS ("overview.sockets"))
FAULT (overview_inet_streams, "the network has streams alone",
  KILLS ("overview.sockets"))

int
socket (int domain, int type, int protocol)
{
  if (domain == AF_UNIX && ipc_fault (unix_missing))
    return ipc_fault_fail (EAFNOSUPPORT);
  if ((type & SOCK_NONBLOCK) != 0 && ipc_fault (socket_forgets_cloexec))
    type &= ~SOCK_CLOEXEC;
  if (domain == AF_INET6 && ipc_fault (socket_no_ipv6))
    return ipc_fault_fail (EAFNOSUPPORT);
  if (domain == AF_INET && ipc_fault (overview_inet_local))
    domain = AF_UNIX;
  if (domain == AF_INET && type == SOCK_DGRAM
      && ipc_fault (overview_inet_streams))
    return ipc_fault_fail (EPROTONOSUPPORT);
  ipc_fault_other_kind (&domain, &type);
  type = ipc_fault_socket_kind (domain, type);
  return IPC_REAL (socket) (domain, type, protocol);
}
