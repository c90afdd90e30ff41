/* own-fd.h - a descriptor that is still what it was.
   SPDX-License-Identifier: BSD-2-Clause

   A program may close all descriptors that it knows nothing of, as daemons
   do; then the number may be another file's, which is not ours to read,
   write or close.  All of this is async-signal-safe.  */

#ifndef IPC_OWN_FD_H
#define IPC_OWN_FD_H

#include <sys/stat.h>
#include <unistd.h>

struct own_fd
{
  int fd;
  dev_t dev;
  ino_t ino;
};

static inline void
own_fd_take (struct own_fd *own, int fd)
{
  struct stat st;

  own->fd = fd;
  if (fstat (fd, &st) == -1)
    {
      own->fd = -1;
      return;
    }
  own->dev = st.st_dev;
  own->ino = st.st_ino;
}

/* Whether it is.  May change errno.  */
static inline int
own_fd_is (const struct own_fd *own)
{
  struct stat st;

  return own->fd != -1 && fstat (own->fd, &st) == 0 && st.st_dev == own->dev
         && st.st_ino == own->ino;
}

/* Close it, if it is.  */
static inline void
own_fd_close (struct own_fd *own)
{
  if (own_fd_is (own))
    close (own->fd);
  own->fd = -1;
}

#endif
