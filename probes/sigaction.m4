# sigaction.m4 - is there sigaction()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGACTION],
[IPC_PROBE_FUNCTION([sigaction], [sigaction],
  [#include <signal.h>])])
