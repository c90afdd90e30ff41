/* fchmod.c - faults of setting modes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/stat.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

CALL (fchmod)
CALL (chmod)
FAULT (fchmod_no_socket, "fchmod() of a socket fails with EINVAL",
  KILLS ("unix_sockets.fchmod_before_bind"))
FAULT (chmod_socket_nothing, "chmod() of a socket does nothing",
  KILLS ("unix_sockets.perm"))

int
chmod (const char *path, mode_t mode)
{
  struct stat st;

  if (ipc_fault (chmod_socket_nothing)
      && IPC_REAL (lstat) (path, &st) == 0 && S_ISSOCK (st.st_mode))
    return 0;
  return IPC_REAL (chmod) (path, mode);
}

int
fchmod (int fd, mode_t mode)
{
  if (ipc_fault (fchmod_no_socket) && ipc_fault_is (fd, S_IFSOCK))
    return ipc_fault_fail (EINVAL);
  return IPC_REAL (fchmod) (fd, mode);
}
