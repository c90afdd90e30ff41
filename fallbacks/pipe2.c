/* pipe2.c - pipe2() by pipe() and fcntl().
   SPDX-License-Identifier: BSD-2-Clause

   The flags are set a moment after pipe(), in which ipc_cloexec_fork() of
   another thread waits, but a native fork() does not.  */

#include "probed.h"
#include "ipcompat-files.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cloexec.h"

/* Whether FD has the FLAGS from now on.  */
static int
set_flags (int fd, int flags)
{
  int status = 0;

  if ((flags & O_NONBLOCK) != 0)
    status = fcntl (fd, F_GETFL);
  return status != -1
         && ((flags & O_NONBLOCK) == 0
             || fcntl (fd, F_SETFL, status | O_NONBLOCK) != -1)
         && ((flags & IPC_FB_O_CLOEXEC) == 0
             || fcntl (fd, F_SETFD, FD_CLOEXEC) != -1);
}

int
ipc_fb_pipe2 (int fd[2], int flags)
{
  int made[2], result, error;
  sigset_t old;

  if ((flags & ~(O_NONBLOCK | IPC_FB_O_CLOEXEC)) != 0)
    {
      errno = EINVAL;
      return -1;
    }
  ipc_creation_begin (&old);
  result = pipe (made);
  if (result == 0
      && !(set_flags (made[0], flags) && set_flags (made[1], flags)))
    {
      error = errno;
      close (made[0]);
      close (made[1]);
      errno = error;
      result = -1;
    }
  ipc_creation_end (&old);
  if (result == 0)
    {
      fd[0] = made[0];
      fd[1] = made[1];
    }
  return result;
}
