# so-reuseport.m4 - may two listeners have one port?
# Behaviour: tcp.reuseport
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SO_REUSEPORT],
[IPC_PROBE([so_reuseport],
  [whether SO_REUSEPORT lets two listeners have one port],
  [#include <netinet/in.h>
#include <sys/socket.h>],
  [#ifndef SO_REUSEPORT
  ipc_word = "absent";
  return NO;
#else
  struct sockaddr_in at;
  socklen_t size = sizeof at;
  int fd[2], i, on = 1;
  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  for (i = 0; i < 2; i++)
    {
      if ((fd[i] = socket (AF_INET, SOCK_STREAM, 0)) == -1)
        return UNKNOWN;
      if (setsockopt (fd[i], SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == -1
          || (bind (fd[i], (struct sockaddr *) &at, sizeof at) == -1 && i > 0)
          || (listen (fd[i], 1) == -1 && i > 0))
        return ipc_error = errno, NO;
      if (getsockname (fd[i], (struct sockaddr *) &at, &size) == -1
          || at.sin_port == 0)
        return UNKNOWN;
    }
  return YES;
#endif])])
