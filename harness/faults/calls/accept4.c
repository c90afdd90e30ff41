/* accept4.c - faults of sockets that close on exec from the start.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "address.h"

#include <errno.h>
#include <sys/socket.h>

#include "faults.h"

CALL (accept4)
FAULT (accept4_waits, "accept4() forgets SOCK_NONBLOCK",
  KILLS ("descriptors.cloexec_atomic", "sockets.nonblock_flag"))

int
accept4 (int fd, ADDRESS from, socklen_t *size, int flags)
{
  if (ipc_fault (accept4_waits))
    flags &= ~SOCK_NONBLOCK;
  return IPC_REAL (accept4) (fd, from, size, flags);
}
