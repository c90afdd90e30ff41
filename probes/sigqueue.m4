# sigqueue.m4 - is there sigqueue()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGQUEUE],
[IPC_PROBE_FUNCTION([sigqueue], [sigqueue],
  [#include <signal.h>])])
