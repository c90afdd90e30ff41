# ftok.m4 - is there ftok()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_FTOK],
[IPC_PROBE_FUNCTION([ftok], [ftok],
  [#include <sys/ipc.h>])])
