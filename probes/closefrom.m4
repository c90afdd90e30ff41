# closefrom.m4 - is there closefrom()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_CLOSEFROM],
[IPC_PROBE_FUNCTION([closefrom], [closefrom],
  [#include <unistd.h>])])
