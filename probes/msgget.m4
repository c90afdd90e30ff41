# msgget.m4 - is there msgget()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MSGGET],
[IPC_PROBE_FUNCTION([msgget], [msgget],
  [#include <sys/ipc.h>
#include <sys/msg.h>])])
