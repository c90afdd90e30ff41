# getpeereid.m4 - is there getpeereid()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_GETPEEREID],
[IPC_PROBE_FUNCTION([getpeereid], [getpeereid],
  [#include <unistd.h>])])
