# sockatmark.m4 - is there sockatmark()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SOCKATMARK],
[IPC_PROBE_FUNCTION([sockatmark], [sockatmark],
  [#include <sys/socket.h>])])
