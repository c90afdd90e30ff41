# socketpair-inet-dgram.m4 - does socketpair() make this kind of pair?
# Behaviour: socketpairs.inet
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCKETPAIR_INET_DGRAM],
[IPC_PROBE_PAIR([socketpair_inet_dgram],
  [whether socketpair makes a pair of Internet datagram sockets],
  [AF_INET], [SOCK_DGRAM])])
