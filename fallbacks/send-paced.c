/* send-paced.c - datagrams for which there is no room yet.
   SPDX-License-Identifier: BSD-2-Clause

   Where a queue is full that is not the socket's, a send fails with ENOBUFS
   while poll() says that the socket is writable (udp.enobufs_writable): who
   waits for that spins.  So this waits for some time, each time for longer,
   and does likewise where poll() was wrong about EAGAIN, as for a local
   datagram without a connection.

   Falls short: nobody says when there is room again, so it may be noticed
   LONGEST too late.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <stddef.h>

# include "deadline.h"

# ifndef MSG_DONTWAIT
#  define MSG_DONTWAIT 0
# endif

enum { SHORTEST = 1, LONGEST = 64 };

static int
is_full (int error)
{
  return error == ENOBUFS || error == EAGAIN || error == EWOULDBLOCK
         || error == EINTR;
}

ssize_t
ipc_send_paced (int fd, const void *data, size_t size, int flags,
                const struct sockaddr *to, socklen_t length, long limit)
{
  ipc_deadline end = deadline_in (limit);
  struct pollfd p = { fd, POLLOUT, 0 };
  int told = 0, error;
  long pause = SHORTEST;
  ssize_t n;

  for (;;)
    {
      n = sendto (fd, data, size, flags | MSG_DONTWAIT, to, length);
      error = errno;
      if (n != -1 || !is_full (error))
        return n;
      if (deadline_left (end) == 0)
        break;
      if (error == ENOBUFS || told)
        {
          deadline_rest (pause, end);
          pause = pause < LONGEST ? pause * 2 : LONGEST;
          told = 0;
        }
      else if (error != EINTR)
        {
          if (deadline_poll (&p, 1, end) == -1)
            return -1;
          told = 1;
        }
    }
  errno = error == EINTR ? EAGAIN : error;
  return -1;
}

#endif
