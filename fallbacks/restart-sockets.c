/* restart-sockets.c - an accept() that a signal does not interrupt.
   SPDX-License-Identifier: BSD-2-Clause

   See restart.c and restart-transfer.c; of connect(), connect.c.

   Falls short: accept() has no form that does not wait.  So who has had to
   wait by SO_RCVTIMEO, and then loses the connection to another process or
   thread, waits for all of that time again.  */

#include "restart-transfer.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <stddef.h>

int
ipc_fb_accept (int fd, struct sockaddr *address, socklen_t *length)
{
  socklen_t size = length != NULL ? *length : 0;
  long long start = deadline_now (999999);
  int result = accept (fd, address, length);
  struct pollfd p;
  ipc_deadline end;

  if (result != -1 || errno != EINTR)
    return result;
  p.fd = fd;
  p.events = POLLIN;
  end = restart_end (fd, SO_RCVTIMEO, start);
  do
    {
      if (end >= 0 && deadline_poll (&p, 1, end) == 0)
        {
          errno = EAGAIN;
          return -1;
        }
      if (length != NULL)
        *length = size;
      result = accept (fd, address, length);
    }
  while (result == -1 && errno == EINTR);
  return result;
}

#endif
