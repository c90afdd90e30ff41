# pselect.m4 - is there pselect()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PSELECT],
[IPC_PROBE_FUNCTION([pselect], [pselect],
  [#include <sys/select.h>])])
