/* socketpair.c - faults of making, naming and ending pairs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "address.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "differ.h"
#include "faults.h"
#include "read.h"
#include "tcp.h"

CALL (socketpair)
CALL (shutdown)
CALL (getpeername)
FAULT (pair_missing, "there is no socketpair()",
  KILLS ("socketpairs.af_local", "socketpairs.stream", "socketpairs.pipe2",
         "socketpairs.pipe_from_pair", "socketpairs.exists"))
FAULT (pair_unix_unknown, "socketpair() does not know local sockets",
  KILLS ("socketpairs.exists"))
FAULT (pair_one_way, "a new stream pair works in one direction only",
  KILLS ("socketpairs.pipe2", "socketpairs.protocol_unspec",
         "socketpairs.shutdown_wr",
         "overview.mechanisms_differ"))
FAULT (pair_keeps_boundaries, "a stream pair is one of sequenced packets",
  KILLS ("socketpairs.stream",
         "overview.mechanisms_differ"))
FAULT (pair_any_protocol, "socketpair() ignores its protocol",
  KILLS ("socketpairs.protocol_unspec"))
FAULT (pair_any_family, "socketpair() takes an unknown family for AF_UNIX",
  KILLS ("socketpairs.bad_family", "socketpairs.inet"))
FAULT (pair_leaks, "a socketpair() that fails leaves a descriptor open",
  KILLS ("socketpairs.bad_pointer_fds",
         "overview.notes_check_returns"))
FAULT (pair_names_lost, "a socketpair() that fails stores a descriptor",
  KILLS ("socketpairs.bad_pointer_fds"))
FAULT (pair_streams_only, "socketpair() knows no type but SOCK_STREAM",
  KILLS ("socketpairs.dgram", "socketpairs.seqpacket", "socketpairs.raw"))
FAULT (pair_forgets_cloexec, "socketpair() has SOCK_CLOEXEC for one end",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (shutdown_both, "shutdown() of one half shuts down both",
  KILLS ("socketpairs.shutdown_wr", "socketpairs.pipe_from_pair",
         "tcp.half_close",
         "overview.bugs_simple_sockets"),
  KILLS_FALLBACK ("socketpairs.pipe_from_pair", "socketpairs.shutdown_wr"))
FAULT (shutdown_nothing, "shutdown() succeeds and does nothing",
  KILLS ("socketpairs.shutdown_wr", "socketpairs.shutdown_rd",
         "socketpairs.shutdown_all_copies", "socketpairs.pipe_from_pair"),
  KILLS_FALLBACK ("socketpairs.pipe_from_pair",
                  "socketpairs.shutdown_all_copies",
                  "socketpairs.shutdown_rd"))
FAULT (shutdown_rd_own, "shutdown() of reading ends the caller's copy alone",
  KILLS ("socketpairs.shutdown_all_copies"),
  KILLS_FALLBACK ("socketpairs.shutdown_all_copies"))
FAULT (names_given, "getpeername() names the peer of a pair",
  KILLS ("socketpairs.unnamed"))
FAULT (un_peer_dgram, "getpeername() of a datagram socket has no name",
  KILLS ("unix_sockets.bound_name_back"))
FAULT (peer_name_lost, "getpeername() of a client has no name",
  KILLS ("unix_sockets.bound_name_back"),
  KILLS_FALLBACK ("unix_sockets.bound_name_back"))

int
socketpair (int domain, int type, int protocol, int fd[2])
{
  int result, error;

  if (ipc_fault (pair_missing))
    return ipc_fault_fail (ENOSYS);
  if (domain == AF_UNIX && ipc_fault (pair_unix_unknown))
    return ipc_fault_fail (EAFNOSUPPORT);
  if (ipc_fault (pair_any_protocol))
    protocol = 0;
  if (ipc_fault (pair_any_family))
    domain = AF_UNIX;
  if (ipc_fault (pair_keeps_boundaries))
    type = SOCK_SEQPACKET;
  if (type != SOCK_STREAM && ipc_fault (pair_streams_only))
    return ipc_fault_fail (EPROTOTYPE);
  if (type == SOCK_DGRAM && ipc_fault (overview_dgram_pair_stream))
    type = SOCK_STREAM;
  if (ipc_fault (sock_pair_waits))
    type &= ~SOCK_NONBLOCK;
  result = IPC_REAL (socketpair) (domain, type, protocol, fd);
  error = errno;
  if (result == -1 && ipc_fault (pair_leaks) && dup (0) == -1)
    error = errno;
  if (result == -1 && ipc_fault (pair_names_lost))
    fd[0] = 3;
  if (result == 0 && ipc_fault (pair_one_way))
    IPC_REAL (shutdown) (fd[0], SHUT_RD);
  if (result == 0)
    ipc_fault_made_pair (fd[0], type);
  if (result == 0 && ipc_fault (pair_forgets_cloexec))
    IPC_REAL (fcntl) (fd[1], F_SETFD, 0);
  errno = error;
  return result;
}

int
shutdown (int fd, int how)
{
  int fails;

  if (ipc_fault (shutdown_nothing))
    return 0;
  fails = ipc_fault_armed ? ipc_fault_tcp_shutdown (fd) : 0;
  if (fails != 0)
    return fails > 0 ? ipc_fault_fail (fails) : 0;
  if (how == SHUT_WR)
    ipc_fault_half_closed = fd;
  if (how == SHUT_RD && ipc_fault (shutdown_rd_own))
    {
      ipc_fault_not_read = fd;
      return 0;
    }
  return IPC_REAL (shutdown) (fd, ipc_fault (shutdown_both) ? SHUT_RDWR
                                                            : how);
}

int
getpeername (int fd, ADDRESS address, socklen_t *size)
{
  struct sockaddr_un *un = (struct sockaddr_un *) POINTER (address);
  int result = IPC_REAL (getpeername) (fd, address, size);

  if (result == 0 && ipc_fault (names_given))
    {
      strcpy (un->sun_path, "peer");
      *size = sizeof *un;
    }
  if (result == 0 && un->sun_family == AF_UNIX && ipc_fault (peer_name_lost))
    *size = sizeof un->sun_family;
  if (result == 0 && un->sun_family == AF_UNIX && ipc_fault (un_peer_dgram)
      && ipc_fault_socket_type (fd) == SOCK_DGRAM)
    *size = sizeof un->sun_family;
  if (result == 0 && ipc_fault (sock_peer_wide))
    memset (size + 1, 0, sizeof *size);
  return result;
}
