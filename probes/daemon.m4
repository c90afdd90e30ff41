# daemon.m4 - is there daemon()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_DAEMON],
[IPC_PROBE_FUNCTION([daemon], [daemon],
  [#include <stdlib.h>
#include <unistd.h>])])
