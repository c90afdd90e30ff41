# posix-fallocate.m4 - is there posix_fallocate()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POSIX_FALLOCATE],
[IPC_PROBE_FUNCTION([posix_fallocate], [posix_fallocate],
  [#include <fcntl.h>])])
