# so-nosigpipe.m4 - does SO_NOSIGPIPE keep a send from raising SIGPIPE?
# Behaviour: socketpairs.nosigpipe
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SO_NOSIGPIPE],
[IPC_PROBE([so_nosigpipe],
  [whether SO_NOSIGPIPE keeps a send from raising SIGPIPE],
  [#include <sys/socket.h>
static volatile sig_atomic_t raised;
static void handler (int signo) { raised = signo; }],
  [#ifndef SO_NOSIGPIPE
  ipc_word = "absent";
  return NO;
#else
  int fd[2], on = 1;
  if (signal (SIGPIPE, handler) == SIG_ERR
      || socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1
      || setsockopt (fd[0], SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) == -1
      || close (fd[1]) == -1)
    return UNKNOWN;
  if (send (fd[0], "b", 1, 0) != -1 || errno != EPIPE)
    return UNKNOWN;
  return raised ? NO : YES;
#endif])])
