# reuseport-shares.m4 - who gets the clients of two listeners at one port?
# Behaviour: tcp.reuseport
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_REUSEPORT_SHARES],
[IPC_PROBE([reuseport_shares],
  [whether two listeners with SO_REUSEPORT both get clients],
  [#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#define ADDRESS (struct sockaddr *) &at, sizeof at],
  [struct sockaddr_in at;
  socklen_t size = sizeof at;
  int fd[2], i, on = 1;
  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  for (i = 0; i < 2; i++)
    if ((fd[i] = socket (AF_INET, SOCK_STREAM, 0)) == -1
        || setsockopt (fd[i], SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == -1
        || bind (fd[i], ADDRESS) == -1 || listen (fd[i], 64) == -1
        || getsockname (fd[i], (struct sockaddr *) &at, &size) == -1)
      return UNKNOWN;
  for (i = 0; i < 64; i++)
    if (connect (socket (AF_INET, SOCK_STREAM, 0), ADDRESS) == -1)
      return UNKNOWN;
  for (i = 0; i < 2; i++)
    if (fcntl (fd[i], F_SETFL, O_NONBLOCK) == -1
        || accept (fd[i], NULL, NULL) == -1)
      return errno == EAGAIN || errno == EWOULDBLOCK ? NO : UNKNOWN;
  return YES;], [so_reuseport])])
