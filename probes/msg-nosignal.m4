# msg-nosignal.m4 - does MSG_NOSIGNAL keep a send from raising SIGPIPE?
# Behaviour: socketpairs.nosigpipe
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MSG_NOSIGNAL],
[IPC_PROBE([msg_nosignal],
  [whether MSG_NOSIGNAL keeps a send from raising SIGPIPE],
  [#include <sys/socket.h>
static volatile sig_atomic_t raised;
static void handler (int signo) { raised = signo; }],
  [#ifndef MSG_NOSIGNAL
  ipc_word = "absent";
  return NO;
#else
  int fd[2];
  if (signal (SIGPIPE, handler) == SIG_ERR
      || socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1
      || close (fd[1]) == -1)
    return UNKNOWN;
  if (send (fd[0], "b", 1, MSG_NOSIGNAL) != -1 || errno != EPIPE)
    return UNKNOWN;
  return raised ? NO : YES;
#endif])])
