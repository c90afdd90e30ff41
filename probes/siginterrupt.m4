# siginterrupt.m4 - is there siginterrupt()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGINTERRUPT],
[IPC_PROBE_FUNCTION([siginterrupt], [siginterrupt],
  [#include <signal.h>])])
