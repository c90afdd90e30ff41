# socketpair-unix-stream.m4 - does socketpair() make this kind of pair?
# Behaviour: socketpairs.stream
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCKETPAIR_UNIX_STREAM],
[IPC_PROBE_PAIR([socketpair_unix_stream],
  [whether socketpair makes a pair of Unix streams],
  [AF_UNIX], [SOCK_STREAM])])
