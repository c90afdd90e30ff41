/* dup3.c - dup3() by dup2() and fcntl().
   SPDX-License-Identifier: BSD-2-Clause

   The flag is set a moment after dup2(), in which ipc_cloexec_fork() of
   another thread waits, but a native fork() does not.  */

#include "probed.h"
#include "ipcompat-files.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cloexec.h"

int
ipc_fb_dup3 (int fd, int to, int flags)
{
  sigset_t old;
  int result;

  if (fd == to || (flags & ~IPC_FB_O_CLOEXEC) != 0)
    {
      errno = EINVAL;
      return -1;
    }
  ipc_creation_begin (&old);
  result = dup2 (fd, to);
  if (result != -1 && flags != 0)
    fcntl (to, F_SETFD, FD_CLOEXEC);
  ipc_creation_end (&old);
  return result;
}
