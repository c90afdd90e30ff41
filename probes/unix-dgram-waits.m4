# unix-dgram-waits.m4 - would a datagram to a full local receiver wait?
# Behaviour: unix_sockets.dgram_full_poll
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_UNIX_DGRAM_WAITS],
[IPC_PROBE([unix_dgram_waits],
  [whether a datagram to a full local receiver would wait],
  [#include <fcntl.h>
#include <sys/socket.h>],
  [int fd[2];
  if (socketpair (AF_UNIX, SOCK_DGRAM, 0, fd) == -1
      || fcntl (fd[0], F_SETFL, O_NONBLOCK) == -1)
    return UNKNOWN;
  while (send (fd[0], "m", 1, 0) == 1)
    continue;
  ipc_error = errno;
  return errno == EAGAIN || errno == EWOULDBLOCK ? YES : NO;],
  [socketpair])])
