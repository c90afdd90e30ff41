# ppoll.m4 - is there ppoll()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PPOLL],
[IPC_PROBE_FUNCTION([ppoll], [ppoll],
  [#include <poll.h>])])
