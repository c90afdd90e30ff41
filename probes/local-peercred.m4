# local-peercred.m4 - does LOCAL_PEERCRED tell who the peer is?
# Behaviour: unix_sockets.credentials
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_LOCAL_PEERCRED],
[IPC_PROBE([local_peercred],
  [whether LOCAL_PEERCRED tells who the peer of a local socket is],
  [#include <sys/param.h>
#include <sys/socket.h>
#include <sys/un.h>
#ifdef LOCAL_PEERCRED
# include <sys/ucred.h>
#endif
#ifndef SOL_LOCAL
# define SOL_LOCAL 0
#endif],
  [#if !defined LOCAL_PEERCRED || !defined XUCRED_VERSION
  ipc_word = "absent";
  return NO;
#else
  struct xucred c;
  int fd[2];
  socklen_t size = sizeof c;
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1)
    return UNKNOWN;
  if (getsockopt (fd[0], SOL_LOCAL, LOCAL_PEERCRED, &c, &size) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  return c.cr_uid == geteuid () ? YES : NO;
#endif], [socketpair])])
