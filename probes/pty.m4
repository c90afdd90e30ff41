# pty.m4 - can a pseudo-terminal be opened?
# Behaviour: instruments.pty
# SPDX-License-Identifier: BSD-2-Clause
#
# Unknown where there is no posix_openpt(): openpty() may open one.

AC_DEFUN([IPC_CHECK_PTY],
[IPC_PROBE([pty],
  [whether a pseudo-terminal can be opened],
  [#include <fcntl.h>],
  [  int master = posix_openpt (O_RDWR | O_NOCTTY);
  if (master != -1 && grantpt (master) == 0 && unlockpt (master) == 0
      && open (ptsname (master), O_RDWR | O_NOCTTY) != -1)
    return YES;
  ipc_error = errno;
  return NO;])])
