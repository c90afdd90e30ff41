# setitimer.m4 - is there setitimer()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SETITIMER],
[IPC_PROBE_FUNCTION([setitimer], [setitimer],
  [#include <sys/time.h>])])
