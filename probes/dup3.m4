# dup3.m4 - is there dup3()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_DUP3],
[IPC_PROBE_FUNCTION([dup3], [dup3],
  [#include <unistd.h>])])
