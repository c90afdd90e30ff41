# pause.m4 - is there pause()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PAUSE],
[IPC_PROBE_FUNCTION([pause], [pause],
  [#include <unistd.h>])])
