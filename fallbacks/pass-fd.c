/* pass-fd.c - passing a descriptor over a local socket.
   SPDX-License-Identifier: BSD-2-Clause

   Here by SCM_RIGHTS; where there is none, pass-fd-old.c has two others.

   Against whom: a sender may pass more than was asked for, pass none, or
   send what is no message of these.  There is room for all that one message
   can pass, all of it is closed, and a message that was truncated in spite
   of that is refused: unix_sockets.fd_recv_limits.  A sender cannot be kept
   from passing what blocks or what never ends; look at what came before use.

   Falls short: EMFILE is told of after the message is gone, so a sender has
   to be asked again.  */

#include "probed.h"
#include "ipcompat-local.h"
#include "ipcompat-sockets.h"

#include <errno.h>

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <sys/socket.h>

# include "control.h"

# ifdef HAS_CONTROL

#  include "message.h"

/* Another family would drop the descriptor, and send the byte.  */
static int
is_local (int socket)
{
  struct sockaddr_storage own;
  socklen_t size = sizeof own;

  memset (&own, 0, sizeof own);
  if (getsockname (socket, (struct sockaddr *) &own, &size) == -1)
    return 0;
  if (size == 0 || own.ss_family == AF_UNIX || own.ss_family == AF_UNSPEC)
    return 1;
  errno = EOPNOTSUPP;
  return 0;
}

int
ipc_send_fd (int socket, int fd)
{
  struct message m;
  struct cmsghdr *c;

  if (!is_local (socket))
    return -1;
  message_prepare (&m, CMSG_SPACE (sizeof fd));
  c = CMSG_FIRSTHDR (&m.header);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN (sizeof fd);
  memcpy (CMSG_DATA (c), &fd, sizeof fd);
  m.byte = MESSAGE_OF_RIGHT;
  return message_send (socket, &m);
}

/* The first descriptor of M.  */
static int
first_right (struct message *m)
{
  struct cmsghdr *c;
  int fd;

  for (c = CMSG_FIRSTHDR (&m->header); c != NULL;
       c = CMSG_NXTHDR (&m->header, c))
    if ((fd = message_right (c, 0)) != -1)
      return fd;
  return -1;
}

/* What is wrong with M, which passes N descriptors: 0 or an errno.  */
static int
fault_of (const struct message *m, int n)
{
  if (m->byte != MESSAGE_OF_RIGHT || n > 1)
    return EBADMSG;
  /* Truncated in spite of the room: there was no slot.  */
  if ((m->header.msg_flags & MSG_CTRUNC) != 0)
    return EMFILE;
  return n == 0 ? ENOMSG : 0;
}

int
ipc_receive_fd (int socket)
{
  struct message m;
  int error, n, fd;

  message_prepare (&m, sizeof m.control);
  if (message_receive (socket, &m) == -1)
    return -1;
  n = message_close_rights (&m, 1);
  fd = first_right (&m);
  error = fault_of (&m, n);
#  ifndef MSG_CMSG_CLOEXEC
  if (error == 0 && fcntl (fd, F_SETFD, FD_CLOEXEC) == -1)
    error = errno;
#  endif
  if (error == 0)
    return fd;
  if (fd != -1)
    close (fd);
  errno = error;
  return -1;
}

# endif
#endif
