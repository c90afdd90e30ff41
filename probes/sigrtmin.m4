# sigrtmin.m4 - are there realtime signals?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGRTMIN],
[IPC_PROBE_HAVE([sigrtmin], [whether there is SIGRTMIN],
  [#include <signal.h>],
  [return SIGRTMIN > SIGRTMAX;])])
