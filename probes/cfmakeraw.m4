# cfmakeraw.m4 - is there cfmakeraw()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_CFMAKERAW],
[IPC_PROBE_FUNCTION([cfmakeraw], [cfmakeraw],
  [#include <termios.h>])])
