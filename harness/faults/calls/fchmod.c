/* fchmod.c - faults of setting modes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/stat.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

CALL (fchmod)
FAULT (fchmod_no_socket, "fchmod() of a socket fails with EINVAL",
  KILLS ("unix_sockets.fchmod_before_bind"))

int
fchmod (int fd, mode_t mode)
{
  if (ipc_fault (fchmod_no_socket) && ipc_fault_is (fd, S_IFSOCK))
    return ipc_fault_fail (EINVAL);
  return IPC_REAL (fchmod) (fd, mode);
}
