# inet-addr.m4 - is there inet_addr()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_INET_ADDR],
[IPC_PROBE_FUNCTION([inet_addr], [inet_addr],
  [#include <arpa/inet.h>])])
