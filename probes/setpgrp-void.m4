# setpgrp-void.m4 - System V's setpgrp() without arguments, or BSD's with two?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SETPGRP_VOID],
[IPC_PROBE_HAVE([setpgrp_void], [whether setpgrp has no arguments],
  [#include <unistd.h>],
  [return setpgrp () == 0;])])
