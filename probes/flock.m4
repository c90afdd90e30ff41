# flock.m4 - is there flock()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_FLOCK],
[IPC_PROBE_FUNCTION([flock], [flock],
  [#include <sys/file.h>])])
