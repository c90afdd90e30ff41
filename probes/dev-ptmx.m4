# dev-ptmx.m4 - does /dev/ptmx give the master of a terminal?
# Behaviour: coprocesses.pty_devfs
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_DEV_PTMX],
[IPC_PROBE([dev_ptmx],
  [whether /dev/ptmx gives the master of a terminal],
  [#include <fcntl.h>],
  [  int master = open ("/dev/ptmx", O_RDWR | O_NOCTTY);
  if (master != -1 && ptsname (master) != NULL)
    return YES;
  ipc_error = errno;
  return NO;],
  [posix_openpt])])
