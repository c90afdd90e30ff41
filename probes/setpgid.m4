# setpgid.m4 - is there setpgid()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SETPGID],
[IPC_PROBE_FUNCTION([setpgid], [setpgid],
  [#include <unistd.h>])])
