# posix-openpt.m4 - is there posix_openpt()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POSIX_OPENPT],
[IPC_PROBE_FUNCTION([posix_openpt], [posix_openpt],
  [#include <fcntl.h>
#include <stdlib.h>])])
