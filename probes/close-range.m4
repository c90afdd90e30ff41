# close-range.m4 - is there close_range()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_CLOSE_RANGE],
[IPC_PROBE_FUNCTION([close_range], [close_range],
  [#include <unistd.h>])])
