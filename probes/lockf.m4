# lockf.m4 - is there lockf()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_LOCKF],
[IPC_PROBE_FUNCTION([lockf], [lockf],
  [#include <unistd.h>])])
