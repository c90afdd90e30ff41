/* socket-limit.h - how long calls on a socket may wait, by its options.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SOCKET_LIMIT_H
#define IPC_SOCKET_LIMIT_H

#include <errno.h>
#include <limits.h>
#include <sys/socket.h>
#include <sys/time.h>

/* OPTION of FD, SO_RCVTIMEO or SO_SNDTIMEO, in milliseconds, rounded up;
   negative if there is none, or FD is no socket.  Leaves errno alone.
   Async-signal-safe.  */
static inline long
socket_limit (int fd, int option)
{
  struct timeval tv = { 0, 0 };
  socklen_t size = sizeof tv;
  int error = errno;

  if (getsockopt (fd, SOL_SOCKET, option, &tv, &size) == -1)
    {
      errno = error;
      return -1;
    }
  if ((tv.tv_sec == 0 && tv.tv_usec == 0) || tv.tv_sec > LONG_MAX / 1000 - 1)
    return -1;
  return (long) tv.tv_sec * 1000 + (long) (tv.tv_usec + 999) / 1000;
}

#endif
