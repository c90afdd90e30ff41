# sysv-shm.m4 - does System V shared memory work?
# Behaviour: sysv_keys.absent_signal
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SYSV_SHM],
[IPC_PROBE_SYSV([sysv_shm], [whether System V shared memory works],
  [#include <sys/shm.h>],
  [shmget (IPC_PRIVATE, 4096, IPC_CREAT | 0600)],
  [shmctl (id, IPC_RMID, NULL)], [shmget])])
