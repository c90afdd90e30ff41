/* pipe.c - pipes that no command gets and no redirection hits.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"
#include "ipcompat-files.h"
#include "pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cloexec.h"

int
ipc_high_fd (int fd)
{
  int high = fd, error;

  if (fd < 3)
    {
#ifdef F_DUPFD_CLOEXEC
      high = fcntl (fd, F_DUPFD_CLOEXEC, 3);
#else
      sigset_t old;

      ipc_creation_begin (&old);
      high = fcntl (fd, F_DUPFD, 3);
      if (high != -1)
        fcntl (high, F_SETFD, FD_CLOEXEC);
      ipc_creation_end (&old);
#endif
      /* 3 may be beyond the limit.  */
      error = high == -1 && errno == EINVAL ? EMFILE : errno;
      close (fd);
      errno = error;
    }
  return high;
}

int
ipc_high_pipe (int fd[2])
{
  int i, error;

#if defined IPC_PROBE_PIPE2 && IPC_PROBE_PIPE2 == 1
  if (pipe2 (fd, O_CLOEXEC) == -1)
    return -1;
#else
  if (ipc_fb_pipe2 (fd, IPC_FB_O_CLOEXEC) == -1)
    return -1;
#endif
  for (i = 0; i < 2; i++)
    {
      fd[i] = ipc_high_fd (fd[i]);
      if (fd[i] == -1)
        {
          error = errno;
          close (fd[!i]);
          errno = error;
          return -1;
        }
    }
  return 0;
}
