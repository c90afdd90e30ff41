# sig2str.m4 - is there sig2str()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIG2STR],
[IPC_PROBE_FUNCTION([sig2str], [sig2str],
  [#include <signal.h>])])
