/* pass-fd-old.c - passing a descriptor without SCM_RIGHTS.
   SPDX-License-Identifier: BSD-2-Clause

   By msg_accrights, which 4.3BSD and the System V that took sockets from it
   have; or by I_SENDFD, over a pipe or a stream of STREAMS.  Against whom:
   pass-fd.c says it, and unix_sockets.fd_passing measures it.  These two are
   proven by stand-ins alone, which make the old calls of the new ones.

   Falls short: over STREAMS no byte says what is passed, and whatever else
   is in the stream is refused as another message.  */

#include "probed.h"
#include "ipcompat-local.h"
#include "ipcompat-sockets.h"

#include <errno.h>

#ifndef IPCOMPAT_NO_SOCKETS
# include <sys/socket.h>
#endif
#if defined __has_include && !defined I_SENDFD
# if __has_include (<stropts.h>)
#  include <stropts.h>
# endif
#endif

#include "control.h"

#if !defined IPCOMPAT_NO_SOCKETS && defined HAS_CONTROL \
  && !defined IPC_PASS_OLD

/* pass-fd.c has it.  */
typedef int ipc_passes_by_messages;

#elif defined IPC_PROBE_MSG_ACCRIGHTS && IPC_PROBE_MSG_ACCRIGHTS == 1

# include <fcntl.h>
# include <string.h>
# include <sys/uio.h>
# include <unistd.h>

# include "sigpipe.h"

/* More than any message passes.  */
enum { MOST = 1024, MARK = 'F' };

struct message
{
  struct msghdr header;
  struct iovec data;
  char byte;
};

static void
prepare (struct message *m, int *rights, int n)
{
  memset (m, 0, sizeof *m);
  m->byte = MARK;
  m->data.iov_base = &m->byte;
  m->data.iov_len = 1;
  m->header.msg_iov = &m->data;
  m->header.msg_iovlen = 1;
  m->header.msg_accrights = (void *) rights;
  m->header.msg_accrightslen = n * (int) sizeof *rights;
}

int
ipc_send_fd (int socket, int fd)
{
  struct sigpipe_guard guard;
  struct message m;
  ssize_t n;

  prepare (&m, &fd, 1);
  sigpipe_hold (&guard);
  n = sendmsg (socket, &m.header, 0);
  sigpipe_let_go (&guard, n == -1 && errno == EPIPE);
  return n == -1 ? -1 : 0;
}

/* Keep the only one of the N in RIGHTS, if the message is good; else close
   them all.  */
static int
choose (const int *rights, int n, int good)
{
  int i, error = n == 0 && good ? ENOMSG : EBADMSG;

  if (n == 1 && good)
    {
      if (fcntl (rights[0], F_SETFD, FD_CLOEXEC) != -1)
        return rights[0];
      error = errno;
    }
  for (i = 0; i < n; i++)
    close (rights[i]);
  errno = error;
  return -1;
}

int
ipc_receive_fd (int socket)
{
  struct message m;
  int rights[MOST], n;
  ssize_t got;

  prepare (&m, rights, MOST);
  m.byte = 0;
  got = recvmsg (socket, &m.header, 0);
  if (got == -1)
    return -1;
  n = (int) m.header.msg_accrightslen / (int) sizeof *rights;
  n = choose (rights, n, got == 1 && m.byte == MARK);
  if (n == -1 && got == 0)
    errno = ECONNRESET;
  return n;
}

#elif defined I_SENDFD && defined I_RECVFD

# include <fcntl.h>
# include <sys/ioctl.h>
# include <unistd.h>

# include "sigpipe.h"

int
ipc_send_fd (int socket, int fd)
{
  struct sigpipe_guard guard;
  int result;

  sigpipe_hold (&guard);
  result = ioctl (socket, I_SENDFD, fd);
  sigpipe_let_go (&guard, result == -1 && errno == EPIPE);
  return result == -1 ? -1 : 0;
}

int
ipc_receive_fd (int socket)
{
  struct strrecvfd got;
  int error;

  if (ioctl (socket, I_RECVFD, &got) == -1)
    {
      /* It hung up.  */
      if (errno == ENXIO)
        errno = ECONNRESET;
      return -1;
    }
  if (fcntl (got.fd, F_SETFD, FD_CLOEXEC) != -1)
    return got.fd;
  error = errno;
  close (got.fd);
  errno = error;
  return -1;
}

#else

int
ipc_send_fd (int socket, int fd)
{
  (void) socket;
  (void) fd;
  errno = ENOSYS;
  return -1;
}

int
ipc_receive_fd (int socket)
{
  (void) socket;
  errno = ENOSYS;
  return -1;
}

#endif
