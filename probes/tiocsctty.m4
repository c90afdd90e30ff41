# tiocsctty.m4 - is there a request to acquire a terminal?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_TIOCSCTTY],
[IPC_PROBE_HAVE([tiocsctty], [whether there is TIOCSCTTY],
  [#include <sys/ioctl.h>
#include <termios.h>],
  [return ioctl (0, TIOCSCTTY, 0) == -1;])])
