# waitid.m4 - is there waitid()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_WAITID],
[IPC_PROBE_FUNCTION([waitid], [waitid],
  [#include <sys/wait.h>])])
