# splice.m4 - whether splice links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SPLICE],
[IPC_PROBE_HAVE([splice], [whether splice links],
  [#include <fcntl.h>],
  [return (int) splice (0, 0, 1, 0, 1, 0);])])
