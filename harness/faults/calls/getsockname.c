/* getsockname.c - faults of names that come back, and of options.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "address.h"

#include <errno.h>
#include <sys/un.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

CALL (getsockname)
CALL (setsockopt)
FAULT (sockname_short, "the length of a name from getsockname() is one less",
  KILLS ("unix_sockets.addrlen"))
FAULT (sndbuf_stays, "SO_SNDBUF cannot be raised",
  KILLS ("unix_sockets.dgram_max"),
  KILLS_FALLBACK ("unix_sockets.dgram_max"))
FAULT (reuse_refused, "a local datagram socket has no SO_REUSEADDR",
  KILLS ("unix_sockets.reuse_options"))

int
getsockname (int fd, ADDRESS address, socklen_t *size)
{
  int result = IPC_REAL (getsockname) (fd, address, size);

  if (result == 0 && POINTER (address)->sa_family == AF_UNIX && *size > 2
      && ipc_fault (sockname_short))
    --*size;
  return result;
}

int
setsockopt (int fd, int level, int option, const void *value, socklen_t size)
{
  static int lowered;

  if (level == SOL_SOCKET && option == SO_SNDBUF && ipc_fault (sndbuf_stays)
      && lowered++)
    return 0;
  if (level == SOL_SOCKET && option == SO_REUSEADDR
      && ipc_fault (reuse_refused)
      && ipc_fault_socket_type (fd) == SOCK_DGRAM)
    return ipc_fault_fail (ENOPROTOOPT);
  return IPC_REAL (setsockopt) (fd, level, option, value, size);
}
