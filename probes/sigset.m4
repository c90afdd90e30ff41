# sigset.m4 - is there sigset()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGSET],
[IPC_PROBE_FUNCTION([sigset], [sigset],
  [#include <signal.h>])])
