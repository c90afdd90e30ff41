# have-mkfifo.m4 - is there mkfifo()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_HAVE_MKFIFO],
[IPC_PROBE_FUNCTION([have_mkfifo], [mkfifo],
  [#include <sys/stat.h>])])
