/* accept4.c - accept4() by accept() and fcntl().
   SPDX-License-Identifier: BSD-2-Clause

   The flags are set a moment after accept(), and a fork() in another thread
   may come in between: none can wait for that, since accept() may block.  */

#include "probed.h"
#include "ipcompat-sockets.h"

#ifndef IPCOMPAT_NO_SOCKETS

# include <errno.h>
# include <fcntl.h>
# include <unistd.h>

# include "accepted.h"

int
ipc_fb_accept4 (int fd, struct sockaddr *address, socklen_t *length,
                int flags)
{
  int accepted, error;

  if ((flags & ~(IPC_FB_SOCK_NONBLOCK | IPC_FB_SOCK_CLOEXEC)) != 0)
    {
      errno = EINVAL;
      return -1;
    }
  accepted = accept (fd, address, length);
  if (accepted == -1)
    return -1;
  if (fcntl (accepted, F_SETFD, (flags & IPC_FB_SOCK_CLOEXEC) != 0
             ? FD_CLOEXEC : 0) != -1)
    return accepted_have (accepted, (flags & IPC_FB_SOCK_NONBLOCK) != 0
                          ? O_NONBLOCK : 0);
  error = errno;
  close (accepted);
  errno = error;
  return -1;
}

#endif
