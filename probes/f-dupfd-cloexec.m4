# f-dupfd-cloexec.m4 - is there a dup() that closes on exec?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_F_DUPFD_CLOEXEC],
[IPC_PROBE_HAVE([f_dupfd_cloexec], [whether there is F_DUPFD_CLOEXEC],
  [#include <fcntl.h>],
  [return fcntl (0, F_DUPFD_CLOEXEC, 0) == -1;])])
