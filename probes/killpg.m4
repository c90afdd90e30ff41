# killpg.m4 - is there killpg()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_KILLPG],
[IPC_PROBE_FUNCTION([killpg], [killpg],
  [#include <signal.h>])])
