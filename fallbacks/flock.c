/* flock.c - flock() by fcntl() locks.
   SPDX-License-Identifier: BSD-2-Clause

   Exclusive and shared locks on whole files, waiting or not, between
   processes.  The lock belongs to the process, not to the open file: a
   child does not have it, and closing any descriptor of the file drops it,
   as locks.flock_fork_shared shows.  LOCK_SH wants a descriptor that is
   open for reading, LOCK_EX one for writing (EBADF).  A file system without
   any locks (ENOLCK, EOPNOTSUPP), or a system (ENOSYS), leaves lock-file.c.  */

#include "ipcompat-files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#ifndef F_SETLKW

int
ipc_fb_flock (int fd, int operation)
{
  (void) fd;
  (void) operation;
  errno = ENOSYS;
  return -1;
}

#else

int
ipc_fb_flock (int fd, int operation)
{
  struct flock lock;
  int result;

  memset (&lock, 0, sizeof lock);
  lock.l_whence = SEEK_SET;     /* from the start, and of length 0: all */
  switch (operation & ~IPC_FB_LOCK_NB)
    {
    case IPC_FB_LOCK_SH: lock.l_type = F_RDLCK; break;
    case IPC_FB_LOCK_EX: lock.l_type = F_WRLCK; break;
    case IPC_FB_LOCK_UN: lock.l_type = F_UNLCK; break;
    default:
      errno = EINVAL;
      return -1;
    }
  result = fcntl (fd, (operation & IPC_FB_LOCK_NB) != 0 ? F_SETLK : F_SETLKW,
                  &lock);
  if (result == -1 && (errno == EACCES || errno == EAGAIN))
    errno = EWOULDBLOCK;
  return result == -1 ? -1 : 0;
}

#endif
