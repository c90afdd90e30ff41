/* eventfd.c - faults of an optional call that a sandbox forbids.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/eventfd.h>

#include "actions.h"
#include "faults.h"

CALL (eventfd)
FAULT (overview_eacces, "eventfd() says EPERM for EACCES",
  KILLS ("overview.blocked_errno"))
FAULT (overview_enosys, "eventfd() is missing",
  KILLS ("overview.blocked_errno"))

int
eventfd (unsigned value, int flags)
{
  int fd;

  if (ipc_fault_anywhere (overview_enosys))
    return ipc_fault_fail (ENOSYS);
  fd = IPC_REAL (eventfd) (value, flags);
  if (fd == -1 && errno == EACCES && ipc_fault (overview_eacces))
    errno = EPERM;
  return fd;
}
