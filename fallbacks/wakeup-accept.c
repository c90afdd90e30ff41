/* wakeup-accept.c - an accept() that somebody else can end.
   SPDX-License-Identifier: BSD-2-Clause

   To shut the listener down ends it on some systems alone
   (tcp.shutdown_listener), and to close it may leave its number to another
   file.  So what is waited for is the listener or a wake; the listener is not
   to block, since a client that poll() has seen may be gone again, or another
   thread's.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <fcntl.h>
# include <poll.h>

# include "deadline.h"
# include "ipcompat-wakeup.h"

/* As accept() fails that waits for the next client: the network's errors are
   those of one that is lost.  */
static int
is_no_client (int error)
{
  return error == EAGAIN || error == EWOULDBLOCK || error == ECONNABORTED
# ifdef EPROTO
         || error == EPROTO
# endif
# ifdef EHOSTDOWN
         || error == EHOSTDOWN
# endif
# ifdef ENONET
         || error == ENONET
# endif
         || error == ENETDOWN || error == ENETUNREACH
         || error == EHOSTUNREACH || error == ENOPROTOOPT || error == EINTR;
}

/* For whom no client ever comes, and poll() would wait.  Returns 0, or the
   errno of accept().  */
static int
refusal (int fd)
{
  int type;
  socklen_t size = sizeof type;

  if (getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size) == -1)
    return errno;
  return type == SOCK_DGRAM || type == SOCK_RAW ? EOPNOTSUPP : 0;
}

/* Have FD not block.  */
static int
have_nonblocking (int fd)
{
  int flags = fcntl (fd, F_GETFL);

  if (flags == -1)
    return -1;
  return (flags & O_NONBLOCK) != 0 ? 0
         : fcntl (fd, F_SETFL, flags | O_NONBLOCK);
}

int
ipc_wakeup_accept (const struct ipc_wakeup *w, int fd,
                   struct sockaddr *address, socklen_t *length, int timeout)
{
  ipc_deadline end = deadline_in (timeout);
  socklen_t size = length != NULL ? *length : 0;
  int result = refusal (fd);

  if (result != 0)
    {
      errno = result;
      return -1;
    }
  if (have_nonblocking (fd) == -1)
    return -1;
  for (;;)
    {
      result = ipc_wakeup_wait (w, fd, POLLIN, deadline_left (end));
      if (result == IPC_WAKEUP_READY)
        {
          if (length != NULL)
            *length = size;
          result = ipc_accept_plain (fd, address, length);
          if (result != -1 || !is_no_client (errno))
            return result;
        }
      else if (result >= 0)
        {
          errno = result == 0 ? EAGAIN : ECANCELED;
          return -1;
        }
      else if (errno != EINTR)
        return -1;
    }
}

#endif
