# tiocnotty.m4 - is there a request to give up the terminal?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_TIOCNOTTY],
[IPC_PROBE_HAVE([tiocnotty], [whether there is TIOCNOTTY],
  [#include <sys/ioctl.h>
#include <termios.h>],
  [return ioctl (0, TIOCNOTTY) == -1;])])
