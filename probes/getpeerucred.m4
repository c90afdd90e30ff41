# getpeerucred.m4 - is there getpeerucred()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_GETPEERUCRED],
[IPC_PROBE_FUNCTION([getpeerucred], [getpeerucred],
  [#include <ucred.h>])])
