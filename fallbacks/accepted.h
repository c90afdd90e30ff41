/* accepted.h - the file status flags of a socket that was accepted.
   SPDX-License-Identifier: BSD-2-Clause

   Some systems give it those of the listener, O_NONBLOCK and O_ASYNC, others
   none (tcp.accept_nb_inherit).  */

#ifndef IPC_ACCEPTED_H
#define IPC_ACCEPTED_H

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#ifdef O_ASYNC
# define IPC_ACCEPTED_FLAGS (O_NONBLOCK | O_ASYNC)
#else
# define IPC_ACCEPTED_FLAGS O_NONBLOCK
#endif

/* Have just those of IPC_ACCEPTED_FLAGS set for FD that are in FLAGS.
   Returns FD; or -1 with errno, and FD is closed.  */
static inline int
accepted_have (int fd, int flags)
{
  int status = fcntl (fd, F_GETFL), wanted, error;

  wanted = (status & ~IPC_ACCEPTED_FLAGS) | (flags & IPC_ACCEPTED_FLAGS);
  if (status != -1
      && (wanted == status || fcntl (fd, F_SETFL, wanted) != -1))
    return fd;
  error = errno;
  close (fd);
  errno = error;
  return -1;
}

#endif
