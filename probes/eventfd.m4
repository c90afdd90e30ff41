# eventfd.m4 - whether eventfd links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_EVENTFD],
[IPC_PROBE_HAVE([eventfd], [whether eventfd links],
  [#include <sys/eventfd.h>],
  [return eventfd (0, 0);])])
