# wait4.m4 - is there wait4()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_WAIT4],
[IPC_PROBE_FUNCTION([wait4], [wait4],
  [#include <sys/time.h>
#include <sys/resource.h>
#include <sys/wait.h>])])
