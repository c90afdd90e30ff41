# sysv-msg.m4 - do System V message queues work?
# Behaviour: sysv_keys.absent_signal
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SYSV_MSG],
[IPC_PROBE_SYSV([sysv_msg], [whether System V message queues work],
  [#include <sys/msg.h>],
  [msgget (IPC_PRIVATE, IPC_CREAT | 0600)],
  [msgctl (id, IPC_RMID, NULL)], [msgget])])
