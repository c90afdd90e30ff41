# mprotect.m4 - is there mprotect()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MPROTECT],
[IPC_PROBE_FUNCTION([mprotect], [mprotect],
  [#include <sys/mman.h>])])
