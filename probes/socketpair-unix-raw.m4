# socketpair-unix-raw.m4 - does socketpair() make this kind of pair?
# Behaviour: socketpairs.raw
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCKETPAIR_UNIX_RAW],
[IPC_PROBE_PAIR([socketpair_unix_raw],
  [whether socketpair makes a pair of Unix raw sockets],
  [AF_UNIX], [SOCK_RAW])])
