# cfsetspeed.m4 - is there cfsetspeed()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_CFSETSPEED],
[IPC_PROBE_FUNCTION([cfsetspeed], [cfsetspeed],
  [#include <termios.h>])])
