# msg-accrights.m4 - does struct msghdr pass descriptors as 4.3BSD's did?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MSG_ACCRIGHTS],
[IPC_PROBE_HAVE([msg_accrights], [whether messages have msg_accrights],
  [#include <sys/socket.h>],
  [struct msghdr m;
  m.msg_accrightslen = 0;
  return m.msg_accrightslen;])])
