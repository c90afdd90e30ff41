# wait3.m4 - is there wait3()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_WAIT3],
[IPC_PROBE_FUNCTION([wait3], [wait3],
  [#include <sys/time.h>
#include <sys/resource.h>
#include <sys/wait.h>])])
