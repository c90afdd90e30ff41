# tiocnotty-detaches.m4 - does TIOCNOTTY give up the controlling terminal?
# Behaviour: daemons.tiocnotty
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_TIOCNOTTY_DETACHES],
[IPC_PROBE_TERMINAL([tiocnotty_detaches],
  [whether TIOCNOTTY gives up the controlling terminal],
  [  return ioctl (tty, TIOCNOTTY, 0) != -1;],
  [tiocnotty])])
