/* restart-sockets.c - an accept() that a signal does not interrupt.
   SPDX-License-Identifier: BSD-2-Clause

   See restart.c; of connect(), connect.c.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <stddef.h>

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

#endif
