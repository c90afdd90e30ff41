# unlockpt.m4 - is there unlockpt()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_UNLOCKPT],
[IPC_PROBE_FUNCTION([unlockpt], [unlockpt],
  [#include <stdlib.h>])])
