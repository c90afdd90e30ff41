# abstract-socket.m4 - may a local name begin with a null?
# Behaviour: unix_sockets.abstract
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_ABSTRACT_SOCKET],
[IPC_PROBE([abstract_socket],
  [whether local names may begin with a null],
  [#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>],
  [struct sockaddr_un a;
  int server = socket (AF_UNIX, SOCK_STREAM, 0);
  int client = socket (AF_UNIX, SOCK_STREAM, 0);
  socklen_t size;
  if (server == -1 || client == -1)
    return UNKNOWN;
  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  size = (socklen_t) (offsetof (struct sockaddr_un, sun_path) + 1
                      + sprintf (a.sun_path + 1, "probe-%ld",
                                 (long) getpid ()));
  if (bind (server, (struct sockaddr *) &a, size) == -1
      || listen (server, 1) == -1
      || connect (client, (struct sockaddr *) &a, size) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  return YES;])])
