/* restart-sockets.c - connections that a signal does not interrupt.
   SPDX-License-Identifier: BSD-2-Clause

   See restart.c.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <poll.h>
# include <string.h>

int
ipc_fb_accept (int fd, struct sockaddr *address, socklen_t *length)
{
  socklen_t size = length != NULL ? *length : 0;
  int result;

  do
    {
      if (length != NULL)
        *length = size;
      result = accept (fd, address, length);
    }
  while (result == -1 && errno == EINTR);
  return result;
}

/* How the connect() of FD ended that was interrupted: 1 if it did not begin,
   as in AF_UNIX on Linux where the wait was for room; else 0 or -1.  */
static int
outcome (int fd)
{
  struct sockaddr_storage peer;
  struct pollfd p;
  socklen_t size = sizeof (int), peer_size = sizeof peer;
  int result, error;

  p.fd = fd;
  p.events = POLLOUT;
  do
    result = poll (&p, 1, -1);
  while (result == -1 && errno == EINTR);
  if (result == -1
      || getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) == -1)
    return -1;
  if (error != 0)
    {
      errno = error;
      return -1;
    }
  memset (&peer, 0, sizeof peer);
  if (getpeername (fd, (struct sockaddr *) &peer, &peer_size) == 0)
    return 0;
  return errno == ENOTCONN ? 1 : -1;
}

/* An interrupted connect() goes on by itself; calling it again would be
   EALREADY, or EISCONN, or start anew.  */
int
ipc_fb_connect (int fd, const struct sockaddr *address, socklen_t length)
{
  int result;

  do
    {
      if (connect (fd, address, length) == 0)
        return 0;
      if (errno != EINTR)
        return -1;
      result = outcome (fd);
    }
  while (result == 1);
  return result;
}

#endif
