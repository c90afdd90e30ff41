# sa-restart.m4 - is there a flag for calls to restart?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SA_RESTART],
[IPC_PROBE_HAVE([sa_restart], [whether there is SA_RESTART],
  [#include <signal.h>],
  [return SA_RESTART == 0;])])
