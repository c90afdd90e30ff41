# tcp-keepidle.m4 - does a connection keep how long it may be idle?
# Behaviour: tcp.keepalive_options
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_TCP_KEEPIDLE],
[IPC_PROBE([tcp_keepidle],
  [whether a socket keeps what TCP_KEEPIDLE sets],
  [#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>],
  [#ifndef TCP_KEEPIDLE
  ipc_word = "absent";
  return NO;
#else
  int fd = socket (AF_INET, SOCK_STREAM, 0), value = 111;
  socklen_t size = sizeof value;
  if (fd == -1)
    return UNKNOWN;
  if (setsockopt (fd, IPPROTO_TCP, TCP_KEEPIDLE, &value, sizeof value) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  value = 0;
  return getsockopt (fd, IPPROTO_TCP, TCP_KEEPIDLE, &value, &size) == 0
         && value == 111 ? YES : NO;
#endif])])
