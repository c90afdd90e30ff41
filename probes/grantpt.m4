# grantpt.m4 - is there grantpt()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_GRANTPT],
[IPC_PROBE_FUNCTION([grantpt], [grantpt],
  [#include <stdlib.h>])])
