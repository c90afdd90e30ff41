# accept4.m4 - is there accept4()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_ACCEPT4],
[IPC_PROBE_FUNCTION([accept4], [accept4],
  [#include <sys/socket.h>])])
