# timerfd.m4 - whether timerfd_create links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_TIMERFD],
[IPC_PROBE_HAVE([timerfd], [whether timerfd_create links],
  [#include <sys/timerfd.h>
   #include <time.h>],
  [return timerfd_create (CLOCK_MONOTONIC, 0);])])
