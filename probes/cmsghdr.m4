# cmsghdr.m4 - do messages of sockets have control messages?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_CMSGHDR],
[IPC_PROBE_HAVE([cmsghdr], [whether there is struct cmsghdr],
  [#include <sys/socket.h>],
  [struct cmsghdr c; return CMSG_SPACE (sizeof c) == 0;])])
