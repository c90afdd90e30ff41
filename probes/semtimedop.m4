# semtimedop.m4 - whether semtimedop links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEMTIMEDOP],
[IPC_PROBE_HAVE([semtimedop], [whether semtimedop links],
  [#include <sys/sem.h>],
  [return semtimedop (0, 0, 0, 0);])])
