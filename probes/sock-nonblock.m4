# sock-nonblock.m4 - can a socket be made not to block from the start?
# Behaviour: sockets.nonblock_flag
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCK_NONBLOCK],
[IPC_PROBE([sock_nonblock],
  [whether socket takes SOCK_NONBLOCK],
  [#include <fcntl.h>
#include <sys/socket.h>],
  [#ifdef SOCK_NONBLOCK
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (fd != -1 && (fcntl (fd, F_GETFL) & O_NONBLOCK) != 0)
    return YES;
  ipc_error = errno;
  return NO;
#else
  ipc_word = "absent";
  return NO;
#endif])])
