# accept-nonblock.m4 - does an accepted socket have its listener's O_NONBLOCK?
# Behaviour: tcp.accept_nb_inherit
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_ACCEPT_NONBLOCK],
[IPC_PROBE([accept_nonblock],
  [whether an accepted socket has O_NONBLOCK from its listener],
  [#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>],
  [struct sockaddr_in at;
  socklen_t size = sizeof at;
  struct pollfd p;
  int fd, client = socket (AF_INET, SOCK_STREAM, 0);
  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  p.fd = socket (AF_INET, SOCK_STREAM, 0);
  p.events = POLLIN;
  if (bind (p.fd, (struct sockaddr *) &at, sizeof at) == -1
      || listen (p.fd, 1) == -1
      || getsockname (p.fd, (struct sockaddr *) &at, &size) == -1
      || connect (client, (struct sockaddr *) &at, sizeof at) == -1
      || fcntl (p.fd, F_SETFL, O_NONBLOCK) == -1 || poll (&p, 1, -1) != 1
      || (fd = accept (p.fd, NULL, NULL)) == -1)
    return UNKNOWN;
  return fcntl (fd, F_GETFL) & O_NONBLOCK ? YES : NO;])])
