# setreuid.m4 - is there setreuid()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SETREUID],
[IPC_PROBE_FUNCTION([setreuid], [setreuid],
  [#include <unistd.h>])])
