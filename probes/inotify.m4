# inotify.m4 - whether inotify_init1 links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_INOTIFY],
[IPC_PROBE_HAVE([inotify], [whether inotify_init1 links],
  [#include <sys/inotify.h>],
  [return inotify_init1 (0);])])
