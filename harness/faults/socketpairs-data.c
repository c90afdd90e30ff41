/* socketpairs-data.c - faults of what pairs and pipes carry.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The type of socket that FD is, or -1.  */
static int
socket_type (int fd)
{
  int error = errno;
  int type = -1;
  socklen_t size = sizeof type;

  if (getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size) == -1)
    type = -1;
  errno = error;
  return type;
}

/* Send DATA with another first letter.  */
static ssize_t
garbled (int fd, const void *data, size_t size)
{
  char copy[80];

  memcpy (copy, data, size);
  copy[0] = 'X';
  return IPC_REAL (write) (fd, copy, size);
}

/* What became of a write to a socket: 0 if nothing is wrong with it.  */
static int
socket_write (int fd, const void *data, size_t size, ssize_t *result)
{
  if (ipc_fault ("no_sigpipe"))
    *result = IPC_REAL (send) (fd, data, size, MSG_NOSIGNAL);
  else if (ipc_fault ("full_drops") && size > 4096)
    *result = (ssize_t) size;
  else if (ipc_fault ("epipe_is_eio") || ipc_fault ("full_takes_none")
           || ipc_fault ("refused_is_reset"))
    {
      *result = IPC_REAL (write) (fd, data, size);
      if (*result == -1 && errno == EPIPE && ipc_fault ("epipe_is_eio"))
        errno = EIO;
      if (*result == -1 && errno == ECONNREFUSED
          && ipc_fault ("refused_is_reset"))
        errno = ECONNRESET;
      if (*result == -1 && errno == EAGAIN && ipc_fault ("full_takes_none"))
        *result = 0;
    }
  else
    return 0;
  return 1;
}

ssize_t
write (int fd, const void *data, size_t size)
{
  ssize_t result;

  if (size > 20 && size < 80
      && ((ipc_fault ("pipe_garbles") && socket_type (fd) == -1)
          || (ipc_fault ("pair_garbles") && socket_type (fd) != -1)))
    return garbled (fd, data, size);
  if (socket_type (fd) != -1 && socket_write (fd, data, size, &result))
    return result;
  return IPC_REAL (write) (fd, data, size);
}

ssize_t
send (int fd, const void *data, size_t size, int flags)
{
  if (ipc_fault ("nosignal_ignored"))
    flags &= ~MSG_NOSIGNAL;
  if (ipc_fault ("dgram_no_empty") && size == 0)
    return 0;
  return IPC_REAL (send) (fd, data, size, flags);
}

/* read() or recv() of a socket, wrong in the way of the fault.  */
static ssize_t
socket_read (int fd, void *data, size_t size, int flags)
{
  static int ended;
  int type = socket_type (fd);
  ssize_t n;

  if ((ipc_fault ("pair_repeats") && type == SOCK_STREAM)
      || (ipc_fault ("dgram_rest") && type == SOCK_DGRAM && size < 2))
    flags |= MSG_PEEK;
  n = IPC_REAL (recv) (fd, data, size, flags);
  if (n == -1 && errno == ECONNRESET && ipc_fault ("reset_is_end"))
    return 0;
  if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK)
      && ipc_fault ("dgram_ends") && type == SOCK_DGRAM)
    return 0;
  if (n == 0 && type == SOCK_STREAM && ipc_fault ("end_is_reset"))
    {
      errno = ECONNRESET;
      return -1;
    }
  if (n == 0 && type == SOCK_STREAM && ipc_fault ("end_once") && ended++)
    {
      errno = EAGAIN;
      return -1;
    }
  return n;
}

ssize_t
recv (int fd, void *data, size_t size, int flags)
{
  return socket_read (fd, data, size, flags);
}

ssize_t
read (int fd, void *data, size_t size)
{
  return socket_type (fd) == -1 ? IPC_REAL (read) (fd, data, size)
         : socket_read (fd, data, size, 0);
}

ssize_t
recvmsg (int fd, struct msghdr *message, int flags)
{
  ssize_t n;

  if (ipc_fault ("dgram_rest") && message->msg_iov->iov_len < 2)
    flags |= MSG_PEEK;
  n = IPC_REAL (recvmsg) (fd, message, flags);
  if (ipc_fault ("dgram_cut_unsaid"))
    message->msg_flags = 0;
  return n;
}
