# getgroups.m4 - is there getgroups()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_GETGROUPS],
[IPC_PROBE_FUNCTION([getgroups], [getgroups],
  [#include <unistd.h>])])
