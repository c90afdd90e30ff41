# sysv-msg.m4 - do System V message queues work?
# Behaviour: overview.sysv
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SYSV_MSG],
[IPC_PROBE([sysv_msg],
  [whether System V message queues work],
  [#include <sys/ipc.h>
#include <sys/msg.h>],
  [  int id;
#ifdef SIGSYS
  signal (SIGSYS, SIG_IGN);
#endif
  id = msgget (IPC_PRIVATE, IPC_CREAT | 0600);
  if (id != -1)
    return msgctl (id, IPC_RMID, NULL) == 0 ? YES : NO;
  ipc_error = errno;
  return errno == ENOSYS ? NO : UNKNOWN;])])
