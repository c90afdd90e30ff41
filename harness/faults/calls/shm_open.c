/* shm_open.c - faults of shared memory of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "actions.h"
#include "faults.h"

CALL (shm_open)
CALL (shm_unlink)
CALL (posix_fallocate)
FAULT (posix_shm_long_errno, "a name of a shared object is too long: EINVAL",
  KILLS ("posix_ipc.shm_name"))
FAULT (posix_shm_name_cut, "of a shared object's name 250 bytes count",
  KILLS ("posix_ipc.shm_name"))
FAULT (posix_shm_not_allocated, "posix_fallocate() fails with ENODEV",
  KILLS ("posix_ipc.shm_resize"))
FAULT (posix_shm_not_longer, "posix_fallocate() makes nothing larger",
  KILLS ("posix_ipc.shm_resize"))

enum { LONGEST = 250 };

/* Always, so that what was made by such a name is removed by it.  */
static const char *
name_of (const char *name, char cut[LONGEST + 1])
{
  if (strlen (name) > 256 || !ipc_fault_anywhere (posix_shm_name_cut))
    return name;
  snprintf (cut, LONGEST + 1, "%s", name);
  return cut;
}

int
shm_open (const char *name, int flags, mode_t mode)
{
  char cut[LONGEST + 1];
  int fd = IPC_REAL (shm_open) (name_of (name, cut), flags, mode);

  if (fd == -1 && errno == ENAMETOOLONG && ipc_fault (posix_shm_long_errno))
    errno = EINVAL;
  return fd;
}

int
shm_unlink (const char *name)
{
  char cut[LONGEST + 1];

  return IPC_REAL (shm_unlink) (name_of (name, cut));
}

int
posix_fallocate (int fd, off_t from, off_t size)
{
  if (ipc_fault (posix_shm_not_longer))
    return 0;
  return ipc_fault (posix_shm_not_allocated) ? ENODEV
         : IPC_REAL (posix_fallocate) (fd, from, size);
}
