# sigwaitinfo.m4 - is there sigwaitinfo()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGWAITINFO],
[IPC_PROBE_FUNCTION([sigwaitinfo], [sigwaitinfo],
  [#include <signal.h>])])
