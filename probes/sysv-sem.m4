# sysv-sem.m4 - do System V semaphores work?
# Behaviour: overview.sysv
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SYSV_SEM],
[IPC_PROBE([sysv_sem],
  [whether System V semaphores work],
  [#include <sys/ipc.h>
#include <sys/sem.h>],
  [  int id;
#ifdef SIGSYS
  signal (SIGSYS, SIG_IGN);
#endif
  id = semget (IPC_PRIVATE, 1, IPC_CREAT | 0600);
  if (id != -1)
    return semctl (id, 0, IPC_RMID) == 0 ? YES : NO;
  ipc_error = errno;
  return errno == ENOSYS ? NO : UNKNOWN;])])
