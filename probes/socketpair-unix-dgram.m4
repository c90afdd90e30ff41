# socketpair-unix-dgram.m4 - does socketpair() make this kind of pair?
# Behaviour: socketpairs.dgram
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCKETPAIR_UNIX_DGRAM],
[IPC_PROBE_PAIR([socketpair_unix_dgram],
  [whether socketpair makes a pair of Unix datagram sockets],
  [AF_UNIX], [SOCK_DGRAM])])
