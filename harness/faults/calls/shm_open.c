/* shm_open.c - faults of shared memory of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
FAULT (posix_shm_case, "a shared object's name has no capital letters",
  KILLS ("posix_ipc.shm_name"))
FAULT (posix_shm_allocate_clears, "posix_fallocate() clears what is there",
  KILLS ("posix_ipc.shm_resize"))
FAULT (posix_shm_sized_only, "posix_fallocate() makes larger, and no more",
  KILLS ("posix_ipc.shm_resize"))
FAULT (posix_shm_allocate_cuts, "posix_fallocate() cuts off what is behind",
  KILLS ("posix_ipc.shm_resize"))

enum { LONGEST = 250, MOST = 256 };

/* Always, so that what was made by such a name is removed by it.  */
static const char *
name_of (const char *name, char cut[MOST + 1])
{
  size_t i;

  if (strlen (name) <= MOST && ipc_fault_anywhere (posix_shm_case))
    {
      for (i = 0; i <= strlen (name); i++)
        cut[i] = (char) tolower ((unsigned char) name[i]);
      return cut;
    }
  if (strlen (name) > MOST || !ipc_fault_anywhere (posix_shm_name_cut))
    return name;
  snprintf (cut, LONGEST + 1, "%s", name);
  return cut;
}

int
shm_open (const char *name, int flags, mode_t mode)
{
  char cut[MOST + 1];
  int fd = IPC_REAL (shm_open) (name_of (name, cut), flags, mode);

  if (fd == -1 && errno == ENAMETOOLONG && ipc_fault (posix_shm_long_errno))
    errno = EINVAL;
  return fd;
}

int
shm_unlink (const char *name)
{
  char cut[MOST + 1];

  return IPC_REAL (shm_unlink) (name_of (name, cut));
}

int
posix_fallocate (int fd, off_t from, off_t size)
{
  struct stat st;

  if (ipc_fault (posix_shm_not_longer))
    return 0;
  if (ipc_fault (posix_shm_allocate_clears))
    IPC_REAL (ftruncate) (fd, 0);
  if ((ipc_fault (posix_shm_sized_only) && IPC_REAL (fstat) (fd, &st) == 0
       && st.st_size < from + size)
      || ipc_fault (posix_shm_allocate_cuts))
    return IPC_REAL (ftruncate) (fd, from + size);
  return ipc_fault (posix_shm_not_allocated) ? ENODEV
         : IPC_REAL (posix_fallocate) (fd, from, size);
}
