# sock-cloexec.m4 - can a socket be made to close on exec from the start?
# Behaviour: descriptors.cloexec_atomic
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCK_CLOEXEC],
[IPC_PROBE([sock_cloexec],
  [whether socket takes SOCK_CLOEXEC],
  [#include <fcntl.h>
#include <sys/socket.h>],
  [#ifdef SOCK_CLOEXEC
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd != -1 && (fcntl (fd, F_GETFD) & FD_CLOEXEC) != 0)
    return YES;
  ipc_error = errno;
  return NO;
#else
  ipc_word = "absent";
  return NO;
#endif])])
