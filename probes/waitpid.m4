# waitpid.m4 - is there waitpid()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_WAITPID],
[IPC_PROBE_FUNCTION([waitpid], [waitpid],
  [#include <sys/wait.h>])])
