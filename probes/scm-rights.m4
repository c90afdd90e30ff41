# scm-rights.m4 - does a message pass a descriptor?
# Behaviour: unix_sockets.fd_passing
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SCM_RIGHTS],
[IPC_PROBE([scm_rights],
  [whether a message over a stream passes a descriptor],
  [#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>],
  [#ifndef SCM_RIGHTS
  ipc_word = "absent";
  return NO;
#else
  union { struct cmsghdr c; char b[CMSG_SPACE (sizeof (int))]; } u;
  int fd[2], tube[2], got = -1;
  char byte = 'b';
  struct iovec v = { &byte, 1 };
  struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = &u,
                      .msg_controllen = sizeof u };
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1 || pipe (tube) == -1)
    return UNKNOWN;
  memset (&u, 0, sizeof u);
  u.c.cmsg_level = SOL_SOCKET;
  u.c.cmsg_type = SCM_RIGHTS;
  u.c.cmsg_len = CMSG_LEN (sizeof (int));
  memcpy (CMSG_DATA (&u.c), &tube[1], sizeof (int));
  if (sendmsg (fd[0], &m, 0) != 1)
    return NO;
  memset (&u, 0, sizeof u);
  if (recvmsg (fd[1], &m, 0) != 1 || u.c.cmsg_type != SCM_RIGHTS)
    return NO;
  memcpy (&got, CMSG_DATA (&u.c), sizeof got);
  return write (got, "p", 1) == 1 && read (tube[0], &byte, 1) == 1 ? YES : NO;
#endif], [socketpair])])
