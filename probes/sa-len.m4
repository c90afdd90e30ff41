# sa-len.m4 - do socket addresses begin with their length?
# Behaviour: sockets.sockaddr_len
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SA_LEN],
[IPC_PROBE_HAVE([sa_len], [whether socket addresses have sa_len],
  [#include <sys/socket.h>],
  [struct sockaddr s;
  s.sa_len = 0;
  return s.sa_len;])])
