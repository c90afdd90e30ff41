# socketpair-inet-stream.m4 - does socketpair() make this kind of pair?
# Behaviour: socketpairs.inet
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCKETPAIR_INET_STREAM],
[IPC_PROBE_PAIR([socketpair_inet_stream],
  [whether socketpair makes a pair of Internet streams],
  [AF_INET], [SOCK_STREAM])])
