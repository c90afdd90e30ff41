/* connect.c - connections that a signal does not end, and a time does.
   SPDX-License-Identifier: BSD-2-Clause

   An interrupted connect() goes on by itself; to call it again is EALREADY,
   or EISCONN, or starts anew (tcp.connect_eintr).  So it is waited for until
   the socket is writable, and SO_ERROR tells how it ended.  But in AF_UNIX on
   Linux the wait is for room, and what was interrupted has not begun.

   Falls short: a connection that was not made in time goes on, as only
   close() ends it; and where AF_UNIX waits for room, by SO_SNDTIMEO, who
   shares the socket sees that other limit meanwhile.  Who is cancelled or
   killed in it does not put flags and limit back.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <fcntl.h>
# include <string.h>
# include <sys/time.h>

# include "deadline.h"
# include "pair.h"
# include "socket-limit.h"

enum { CONNECTED = 0, FAILED = -1, NOT_BEGUN = 1 };

/* SO_SNDTIMEO of FD, all 0 if there is none.  */
static struct timeval
own_limit (int fd)
{
  struct timeval tv = { 0, 0 };
  socklen_t size = sizeof tv;

  if (getsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &tv, &size) == -1)
    tv.tv_sec = tv.tv_usec = 0;
  return tv;
}

static int
fail (int error)
{
  errno = error;
  return FAILED;
}

/* Have calls on FD wait for LEFT milliseconds; negative: for ever.  */
static void
set_limit (int fd, int left)
{
  struct timeval tv = { 0, 0 };

  if (left >= 0)
    {
      tv.tv_sec = left / 1000;
      tv.tv_usec = left % 1000 * 1000;
    }
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv);
}

/* How the connect() of FD ends that was begun; LATE is the errno when END
   comes first.  */
static int
outcome (int fd, ipc_deadline end, int late)
{
  struct sockaddr_storage peer;
  struct pollfd p;
  socklen_t size = sizeof (int), peer_size = sizeof peer;
  int result, error = 0;

  p.fd = fd;
  p.events = POLLOUT;
  result = deadline_poll (&p, 1, end);
  if (result == 0)
    return fail (late);
  if (result == -1
      || getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) == -1)
    return FAILED;
  if (error != 0)
    return fail (error);
  if (getpeername (fd, (struct sockaddr *) &peer, &peer_size) == 0)
    return CONNECTED;
  /* EINVAL: its peer has gone again.  */
  return errno == ENOTCONN ? NOT_BEGUN : errno == EINVAL ? CONNECTED : FAILED;
}

/* connect() where it waits for room, until END.  */
static int
connect_for_room (int fd, const struct sockaddr *address, socklen_t length,
                  ipc_deadline end, int late)
{
  struct timeval limit = own_limit (fd);
  int result = NOT_BEGUN, error, left;

  while (result == NOT_BEGUN && (left = deadline_left (end)) != 0)
    {
      set_limit (fd, left);
      result = connect (fd, address, length);
      if (result == -1 && errno == EINTR)
        result = outcome (fd, end, late);
    }
  error = result == NOT_BEGUN || errno == EAGAIN || errno == EWOULDBLOCK
          ? late : errno;
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  errno = error;
  if (result == NOT_BEGUN)
    result = FAILED;
  return result;
}

/* Nothing has begun, so that another connect() does no harm; no other family
   is known to do so.  */
static int
again (int fd, const struct sockaddr *address, socklen_t length,
       ipc_deadline end, int late)
{
  if (address->sa_family != AF_UNIX)
    return fail (ENOTCONN);
  return connect_for_room (fd, address, length, end, late);
}

int
ipc_fb_connect (int fd, const struct sockaddr *address, socklen_t length)
{
  ipc_deadline end = deadline_in (socket_limit (fd, SO_SNDTIMEO));
  int result;

  if (connect (fd, address, length) == 0)
    return 0;
  if (errno != EINTR)
    return -1;
  result = outcome (fd, end, EINPROGRESS);
  return result == NOT_BEGUN ? again (fd, address, length, end, EAGAIN)
         : result;
}

/* connect() of FD, which does not block, until END.  */
static int
connect_until (int fd, const struct sockaddr *address, socklen_t length,
               int flags, ipc_deadline end)
{
  int result = connect (fd, address, length);

  if (result == 0)
    return 0;
  if (errno == EINPROGRESS || errno == EINTR)
    result = outcome (fd, end, ETIMEDOUT);
  else if ((errno == EAGAIN || errno == EWOULDBLOCK)
           && address->sa_family == AF_UNIX)
    result = NOT_BEGUN;
  if (result != NOT_BEGUN)
    return result;
  if (fcntl (fd, F_SETFL, flags & ~O_NONBLOCK) == -1)
    return -1;
  return again (fd, address, length, end, ETIMEDOUT);
}

int
ipc_connect_within (int fd, const struct sockaddr *address, socklen_t length,
                    long limit)
{
  ipc_deadline end = deadline_in (limit);
  int flags = fcntl (fd, F_GETFL), result, error;

  if (flags == -1 || fcntl (fd, F_SETFL, flags | O_NONBLOCK) == -1)
    return -1;
  result = connect_until (fd, address, length, flags, end);
  error = errno;
  if (fcntl (fd, F_SETFL, flags) == -1)
    return -1;
  errno = error;
  return result;
}

#endif
