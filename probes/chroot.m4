# chroot.m4 - is there chroot()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_CHROOT],
[IPC_PROBE_FUNCTION([chroot], [chroot],
  [#include <unistd.h>])])
