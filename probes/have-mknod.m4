# have-mknod.m4 - is there mknod()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_HAVE_MKNOD],
[IPC_PROBE_FUNCTION([have_mknod], [mknod],
  [#include <sys/stat.h>])])
