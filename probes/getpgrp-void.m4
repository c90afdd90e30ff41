# getpgrp-void.m4 - POSIX's getpgrp() without arguments, or 4.2BSD's with one?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_GETPGRP_VOID],
[IPC_PROBE_HAVE([getpgrp_void], [whether getpgrp has no arguments],
  [#include <unistd.h>],
  [return getpgrp () > 0;])])
