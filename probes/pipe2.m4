# pipe2.m4 - is there pipe2()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PIPE2],
[IPC_PROBE_FUNCTION([pipe2], [pipe2],
  [#include <unistd.h>])])
