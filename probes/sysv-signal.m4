# sysv-signal.m4 - is there sysv_signal()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SYSV_SIGNAL],
[IPC_PROBE_FUNCTION([sysv_signal], [sysv_signal],
  [#include <signal.h>])])
