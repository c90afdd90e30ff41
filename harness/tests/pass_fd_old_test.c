/* pass_fd_old_test.c - passing by msg_accrights and by I_SENDFD.
   SPDX-License-Identifier: BSD-2-Clause

   The sources that need such a platform, over stand-ins that make its calls
   of this one's, as its headers declare them.  */

#include "probed.h"

#include <atf-c.h>
#include <errno.h>
#include <stdarg.h>
#include <sys/ioctl.h>

#include "ipcompat-local.h"
#include "message.h"
#include "signal-kit.h"

#define IPC_PASS_OLD 1

/* By msg_accrights.  */

struct old_msghdr
{
  char *msg_name;
  int msg_namelen;
  struct iovec *msg_iov;
  int msg_iovlen;
  char *msg_accrights;
  int msg_accrightslen;
};

static ssize_t
old_sendmsg (int fd, const struct old_msghdr *old, int flags)
{
  struct message m;
  struct cmsghdr *c;
  size_t size = (size_t) old->msg_accrightslen;

  message_prepare (&m, size == 0 ? 0 : CMSG_SPACE (size));
  m.header.msg_iov = old->msg_iov;
  if (size > 0)
    {
      c = CMSG_FIRSTHDR (&m.header);
      c->cmsg_level = SOL_SOCKET;
      c->cmsg_type = SCM_RIGHTS;
      c->cmsg_len = CMSG_LEN (size);
      memcpy (CMSG_DATA (c), old->msg_accrights, size);
    }
  return sendmsg (fd, &m.header, flags);
}

static ssize_t
old_recvmsg (int fd, struct old_msghdr *old, int flags)
{
  struct message m;
  struct cmsghdr *c;
  int room = old->msg_accrightslen / (int) sizeof (int), right, n = 0;
  ssize_t got;
  size_t i;

  message_prepare (&m, sizeof m.control);
  m.header.msg_iov = old->msg_iov;
  got = recvmsg (fd, &m.header, flags);
  for (c = got == -1 ? NULL : CMSG_FIRSTHDR (&m.header); c != NULL;
       c = CMSG_NXTHDR (&m.header, c))
    for (i = 0; (right = message_right (c, i)) != -1; i++, n++)
      {
        ATF_REQUIRE (n < room);
        memcpy (old->msg_accrights + (size_t) n * sizeof right, &right,
                sizeof right);
      }
  old->msg_accrightslen = n * (int) sizeof right;
  return got;
}

int accrights_send_fd (int socket, int fd);
int accrights_receive_fd (int socket);
#undef IPC_PROBE_MSG_ACCRIGHTS
#define IPC_PROBE_MSG_ACCRIGHTS 1
#define ipc_send_fd accrights_send_fd
#define ipc_receive_fd accrights_receive_fd
#define message old_message
#define prepare old_prepare
#define msghdr old_msghdr
#define sendmsg old_sendmsg
#define recvmsg old_recvmsg
#include "pass-fd-old.c"
#undef IPC_PROBE_MSG_ACCRIGHTS
#undef ipc_send_fd
#undef ipc_receive_fd
#undef message
#undef prepare
#undef msghdr
#undef sendmsg
#undef recvmsg

/* By I_SENDFD.  */

struct strrecvfd
{
  int fd;
  uid_t uid;
  gid_t gid;
  char fill[8];
};

#undef I_SENDFD
#undef I_RECVFD
enum { I_SENDFD = 1, I_RECVFD };
#define I_SENDFD I_SENDFD
#define I_RECVFD I_RECVFD

/* A stream that hung up gives ENXIO.  */
static int
old_ioctl (int fd, int request, ...)
{
  struct strrecvfd *got;
  va_list arguments;
  int result;

  va_start (arguments, request);
  if (request == I_SENDFD)
    result = ipc_send_fd (fd, va_arg (arguments, int));
  else
    {
      got = va_arg (arguments, struct strrecvfd *);
      got->fd = ipc_receive_fd (fd);
      result = got->fd == -1 ? -1 : 0;
      if (result == 0)
        fcntl (got->fd, F_SETFD, 0);
      else if (errno == ECONNRESET)
        errno = ENXIO;
    }
  va_end (arguments);
  return result;
}

int streams_send_fd (int socket, int fd);
int streams_receive_fd (int socket);
#define ipc_send_fd streams_send_fd
#define ipc_receive_fd streams_receive_fd
#define ioctl old_ioctl
#include "pass-fd-old.c"
#undef ipc_send_fd
#undef ipc_receive_fd
#undef ioctl

static const struct
{
  int (*send) (int, int);
  int (*receive) (int);
} ways[] = {
  { accrights_send_fd, accrights_receive_fd },
  { streams_send_fd, streams_receive_fd }
};

ATF_TC_WITHOUT_HEAD (passes);
ATF_TC_BODY (passes, tc)
{
  int fd[2], tube[2], i, n, got, before = open_fds ();
  char byte;

  (void) tc;
  ATF_REQUIRE (signal (SIGPIPE, count) != SIG_ERR);
  for (i = 0; i < 2; i++)
    {
      ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
      for (n = 0; n < 1000; n++)
        {
          ATF_REQUIRE (pipe (tube) == 0);
          ATF_REQUIRE (ways[i].send (fd[0], tube[1]) == 0);
          close (tube[1]);
          got = ways[i].receive (fd[1]);
          ATF_REQUIRE (got != -1 && (fcntl (got, F_GETFD) & FD_CLOEXEC));
          ATF_REQUIRE (write (got, "x", 1) == 1);
          close (got);
          ATF_REQUIRE (read (tube[0], &byte, 1) == 1
                       && read (tube[0], &byte, 1) == 0);
          close (tube[0]);
        }
      close (fd[0]);
      ATF_CHECK_ERRNO (ECONNRESET, ways[i].receive (fd[1]) == -1);
      ATF_CHECK_ERRNO (EPIPE, ways[i].send (fd[1], 0) == -1);
      close (fd[1]);
    }
  ATF_CHECK_EQ (0, handled);
  ATF_CHECK_EQ (before, open_fds ());
}

/* None, several, and a byte of another kind, by msg_accrights.  */
ATF_TC_WITHOUT_HEAD (strangers);
ATF_TC_BODY (strangers, tc)
{
  int fd[2], three[3] = { 0, 1, 2 }, n, before;
  struct old_msghdr m;
  struct iovec data;
  char byte[] = "Fx";

  (void) tc;
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  before = open_fds ();
  for (n = 0; n < 6; n++)
    {
      memset (&m, 0, sizeof m);
      data.iov_base = byte + (n >= 3);
      data.iov_len = 1;
      m.msg_iov = &data;
      m.msg_iovlen = 1;
      m.msg_accrights = (char *) three;
      m.msg_accrightslen = (n < 3 ? n == 1 ? 3 : n : n - 3)
                           * (int) sizeof (int);
      ATF_REQUIRE (old_sendmsg (fd[0], &m, 0) == 1);
      ATF_CHECK_ERRNO (n == 0 ? ENOMSG : EBADMSG,
                       accrights_receive_fd (fd[1]) == -1);
      ATF_CHECK_EQ (before, open_fds ());
    }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, passes);
  ATF_TP_ADD_TC (tp, strangers);
  return atf_no_error ();
}
