# socketpair.m4 - is there socketpair()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCKETPAIR],
[IPC_PROBE_FUNCTION([socketpair], [socketpair],
  [#include <sys/socket.h>])])
