# so-peercred.m4 - does SO_PEERCRED tell who the peer is?
# Behaviour: unix_sockets.credentials
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SO_PEERCRED],
[IPC_PROBE([so_peercred],
  [whether SO_PEERCRED tells who the peer of a local socket is],
  [#include <sys/socket.h>],
  [#if !defined SO_PEERCRED || !(defined __linux__ || defined __OpenBSD__)
  ipc_word = "absent";
  return NO;
#else
# ifdef __OpenBSD__
  struct sockpeercred c;
# else
  struct ucred c;
# endif
  int fd[2];
  socklen_t size = sizeof c;
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1)
    return UNKNOWN;
  if (getsockopt (fd[0], SOL_SOCKET, SO_PEERCRED, &c, &size) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  return c.uid == geteuid () && c.gid == getegid () ? YES : NO;
#endif], [socketpair])])
