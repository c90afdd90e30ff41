/* restart-transfer.c - data by sockets that a signal does not hold up.
   SPDX-License-Identifier: BSD-2-Clause

   See restart.c.  A socket that has SO_RCVTIMEO or SO_SNDTIMEO is interrupted
   in spite of SA_RESTART, on Linux also by a stop (restart.recv_rcvtimeo_set,
   restart.recv_rcvtimeo_stopped).  The option is everybody's who has the
   socket, so it stays as it is: poll() waits for what is left of the time, and
   what is done then does not wait.  Since poll() may be wrong, as for a local
   datagram without a connection, whoever has asked in vain waits a moment; and
   asks once more when the time is over, for there may be less than poll() is
   content with.

   Falls short: there, and after SO_PEEK_OFF, it may be noticed LONGEST too
   late that there is room, or something; and what a handler sets, O_NONBLOCK or
   another time, is not noticed once the time has been asked for.  */

#include "restart-transfer.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <stddef.h>

/* Whether one may ask before poll() has said so.  */
# ifdef MSG_DONTWAIT
enum { MAY_ASK = 1 };
# else
#  define MSG_DONTWAIT 0
enum { MAY_ASK = 0 };
# endif
# ifdef MSG_NOSIGNAL
#  define QUIETLY MSG_NOSIGNAL
# else
#  define QUIETLY 0
# endif

enum { LONGEST = 64 };

/* Wait until FD is ready for EVENT, or END has come: 0.  *PAUSE: 0, or how
   long to rest if it was so before and is still, in vain.  Where poll() cannot
   tell, as for a process that may have no descriptors, rest as well.  */
static int
await (int fd, short event, ipc_deadline end, long *pause)
{
  struct pollfd p;
  int result;

  p.fd = fd;
  p.events = event;
  p.revents = 0;
  if (*pause > 0)
    {
      if (poll (&p, 1, 0) > 0)
        deadline_rest (*pause, end);
      else
        *pause = 0;
    }
  *pause = *pause == 0 ? 1 : *pause < LONGEST ? *pause * 2 : LONGEST;
  result = deadline_poll (&p, 1, end);
  if (result == -1)
    deadline_rest (*pause, end);
  return result;
}

static int
is_vain (int error)
{
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

static int
too_late (void)
{
  errno = EAGAIN;
  return -1;
}

ssize_t
ipc_receive_until (int fd, void *data, size_t size, int flags,
                   struct sockaddr *from, socklen_t *length,
                   ipc_deadline end)
{
  socklen_t room = length != NULL ? *length : 0;
  int ready = MAY_ASK, is_last;
  long pause = 0;
  ssize_t n;

  for (;;)
    {
      is_last = deadline_left (end) == 0;
      if (length != NULL)
        *length = room;
      n = MAY_ASK || ready != 0
          ? recvfrom (fd, data, size, flags | MSG_DONTWAIT, from, length)
          : too_late ();
      if (n != -1 || !is_vain (errno))
        return n;
      if (is_last)
        return too_late ();
      ready = await (fd, POLLIN, end, &pause);
    }
}

ssize_t
ipc_send_until (int fd, const void *data, size_t size, int flags,
                const struct sockaddr *to, socklen_t length,
                ipc_deadline end)
{
  const char *left = data;
  size_t sent = 0;
  int ready = MAY_ASK, is_last;
  long pause = 0;
  ssize_t n;

  for (;;)
    {
      is_last = deadline_left (end) == 0;
      n = MAY_ASK || ready != 0
          ? sendto (fd, left + sent, size - sent,
                    flags | MSG_DONTWAIT | (sent > 0 ? QUIETLY : 0), to,
                    length)
          : too_late ();
      if (n > 0)
        {
          sent += (size_t) n;
          pause = 0;
        }
      if (n == -1 ? is_last || !is_vain (errno)
          : n == 0 || is_last || sent == size || (flags & MSG_OOB) != 0)
        break;
      if (n == -1 || !MAY_ASK)
        ready = await (fd, POLLOUT, end, &pause);
    }
  if (n == -1 && is_vain (errno))
    errno = EAGAIN;
  return sent > 0 ? (ssize_t) sent : n;
}

ssize_t
ipc_fb_recvfrom (int fd, void *data, size_t size, int flags,
                 struct sockaddr *from, socklen_t *length)
{
  socklen_t room = length != NULL ? *length : 0;
  long long start = deadline_now (999999);
  ssize_t n = recvfrom (fd, data, size, flags, from, length);
  ipc_deadline end;

  if (n != -1 || errno != EINTR)
    return n;
  if (length != NULL)
    *length = room;
  end = restart_end (fd, SO_RCVTIMEO, start);
  if (end >= 0)
    return ipc_receive_until (fd, data, size, flags, from, length, end);
  do
    {
      if (length != NULL)
        *length = room;
      n = recvfrom (fd, data, size, flags, from, length);
    }
  while (n == -1 && errno == EINTR);
  return n;
}

ssize_t
ipc_fb_recv (int fd, void *data, size_t size, int flags)
{
  long long start = deadline_now (999999);
  ssize_t n = recv (fd, data, size, flags);
  ipc_deadline end;

  if (n != -1 || errno != EINTR)
    return n;
  end = restart_end (fd, SO_RCVTIMEO, start);
  if (end >= 0)
    return ipc_receive_until (fd, data, size, flags, NULL, NULL, end);
  do
    n = recv (fd, data, size, flags);
  while (n == -1 && errno == EINTR);
  return n;
}

ssize_t
ipc_fb_sendto (int fd, const void *data, size_t size, int flags,
               const struct sockaddr *to, socklen_t length)
{
  long long start = deadline_now (999999);
  ssize_t n = sendto (fd, data, size, flags, to, length);
  ipc_deadline end;

  if (n != -1 || errno != EINTR)
    return n;
# ifdef MSG_FASTOPEN
  /* The connection that was begun goes on; to begin it again is EALREADY.  */
  if ((flags & MSG_FASTOPEN) != 0)
    {
      flags &= ~MSG_FASTOPEN;
      to = NULL;
      length = 0;
    }
# endif
  end = restart_end (fd, SO_SNDTIMEO, start);
  if (end >= 0)
    return ipc_send_until (fd, data, size, flags, to, length, end);
  do
    n = sendto (fd, data, size, flags, to, length);
  while (n == -1 && errno == EINTR);
  return n;
}

ssize_t
ipc_fb_send (int fd, const void *data, size_t size, int flags)
{
  long long start = deadline_now (999999);
  ssize_t n = send (fd, data, size, flags);
  ipc_deadline end;

  if (n != -1 || errno != EINTR)
    return n;
  end = restart_end (fd, SO_SNDTIMEO, start);
  if (end >= 0)
    return ipc_send_until (fd, data, size, flags, NULL, 0, end);
  do
    n = send (fd, data, size, flags);
  while (n == -1 && errno == EINTR);
  return n;
}

#endif
