# sysv-sem.m4 - do System V semaphores work?
# Behaviour: sysv_keys.absent_signal
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SYSV_SEM],
[IPC_PROBE_SYSV([sysv_sem], [whether System V semaphores work],
  [#include <sys/sem.h>],
  [semget (IPC_PRIVATE, 1, IPC_CREAT | 0600)],
  [semctl (id, 0, IPC_RMID)], [semget])])
