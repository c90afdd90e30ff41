# sigtimedwait.m4 - is there sigtimedwait()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGTIMEDWAIT],
[IPC_PROBE_FUNCTION([sigtimedwait], [sigtimedwait],
  [#include <signal.h>])])
