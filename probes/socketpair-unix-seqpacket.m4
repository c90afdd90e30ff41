# socketpair-unix-seqpacket.m4 - does socketpair() make this kind of pair?
# Behaviour: socketpairs.seqpacket
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCKETPAIR_UNIX_SEQPACKET],
[IPC_PROBE_PAIR([socketpair_unix_seqpacket],
  [whether socketpair makes a pair of Unix sequenced-packet sockets],
  [AF_UNIX], [SOCK_SEQPACKET])])
