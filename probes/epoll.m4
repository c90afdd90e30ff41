# epoll.m4 - whether epoll_create1 links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_EPOLL],
[IPC_PROBE_HAVE([epoll], [whether epoll_create1 links],
  [#include <sys/epoll.h>],
  [return epoll_create1 (0);])])
