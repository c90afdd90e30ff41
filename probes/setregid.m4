# setregid.m4 - is there setregid()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SETREGID],
[IPC_PROBE_FUNCTION([setregid], [setregid],
  [#include <unistd.h>])])
