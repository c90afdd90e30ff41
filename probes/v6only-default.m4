# v6only-default.m4 - do IPv6 sockets take IPv4, too?
# Behaviour: tcp.v6only_default
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_V6ONLY_DEFAULT],
[IPC_PROBE([v6only_default],
  [whether IPv6 sockets take IPv4, too, unless they are asked not to],
  [#include <netinet/in.h>
#include <sys/socket.h>],
  [int fd = socket (AF_INET6, SOCK_STREAM, 0), only = -1;
  socklen_t size = sizeof only;
  if (fd == -1
      || getsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, &size) == -1)
    return UNKNOWN;
  return only == 0 ? YES : NO;])])
