/* message.h - messages of one byte, and what comes with them.
   SPDX-License-Identifier: BSD-2-Clause

   There is room for all that a stranger can send, so that the kernel has no
   reason to truncate it: some that do leave descriptors open that nobody is
   told of.  */

#ifndef IPC_MESSAGE_H
#define IPC_MESSAGE_H

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sigpipe.h"

/* What the byte says.  */
enum { MESSAGE_OF_IDS = 'I', MESSAGE_OF_RIGHT = 'F' };

struct message
{
  struct msghdr header;
  struct iovec data;
  char byte;
  union
  {
    size_t align;
    char bytes[4096];
  } control;
};

/* A message with ROOM bytes for control messages.  */
static inline void
message_prepare (struct message *m, size_t room)
{
  memset (m, 0, sizeof *m);
  m->data.iov_base = &m->byte;
  m->data.iov_len = 1;
  m->header.msg_iov = &m->data;
  m->header.msg_iovlen = 1;
  m->header.msg_control = room == 0 ? NULL : m->control.bytes;
  m->header.msg_controllen = room;
}

/* Returns 0, or -1; without a SIGPIPE.  */
static inline int
message_send (int fd, struct message *m)
{
#ifdef MSG_NOSIGNAL
  return sendmsg (fd, &m->header, MSG_NOSIGNAL) == -1 ? -1 : 0;
#else
  struct sigpipe_guard guard;
  ssize_t n;

  sigpipe_hold (&guard);
  n = sendmsg (fd, &m->header, 0);
  sigpipe_let_go (&guard, n == -1 && errno == EPIPE);
  return n == -1 ? -1 : 0;
#endif
}

/* The I-th descriptor in C, or -1.  */
static inline int
message_right (const struct cmsghdr *c, size_t i)
{
  const char *data = (const char *) CMSG_DATA (c) + i * sizeof (int);
  int fd;

  if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS
      || (const char *) c + c->cmsg_len < data + sizeof fd)
    return -1;
  memcpy (&fd, data, sizeof fd);
  return fd;
}

/* Close the descriptors of M but the first KEPT.  Returns how many there were;
   errno is kept.  */
static inline int
message_close_rights (struct message *m, int kept)
{
  struct cmsghdr *c;
  int fd, n = 0, error = errno;
  size_t i;

  for (c = CMSG_FIRSTHDR (&m->header); c != NULL;
       c = CMSG_NXTHDR (&m->header, c))
    for (i = 0; (fd = message_right (c, i)) != -1; i++)
      if (++n > kept)
        close (fd);
  errno = error;
  return n;
}

/* What a message of no bytes is on FD, as an errno: an empty datagram, which
   any stranger can send, is no end.  */
static inline int
message_nothing (int fd)
{
  int type = SOCK_STREAM;
  socklen_t size = sizeof type;

  getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size);
  return type == SOCK_DGRAM ? EBADMSG : ECONNRESET;
}

/* Returns 0; or -1 with errno, ECONNRESET at the end of a stream, and EBADMSG
   for a datagram that is empty or has more than the byte.  */
static inline int
message_receive (int fd, struct message *m)
{
#ifdef MSG_CMSG_CLOEXEC
  ssize_t n = recvmsg (fd, &m->header, MSG_CMSG_CLOEXEC);
#else
  ssize_t n = recvmsg (fd, &m->header, 0);
#endif

  if (n == 1 && (m->header.msg_flags & MSG_TRUNC) == 0)
    return 0;
  if (n != -1)
    {
      message_close_rights (m, 0);
      errno = n == 0 ? message_nothing (fd) : EBADMSG;
    }
  return -1;
}

#endif
