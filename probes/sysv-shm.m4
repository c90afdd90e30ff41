# sysv-shm.m4 - does System V shared memory work?
# Behaviour: overview.sysv
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SYSV_SHM],
[IPC_PROBE([sysv_shm],
  [whether System V shared memory works],
  [#include <sys/ipc.h>
#include <sys/shm.h>],
  [  int id;
#ifdef SIGSYS
  signal (SIGSYS, SIG_IGN);
#endif
  id = shmget (IPC_PRIVATE, 4096, IPC_CREAT | 0600);
  if (id != -1)
    return shmctl (id, IPC_RMID, NULL) == 0 ? YES : NO;
  ipc_error = errno;
  return errno == ENOSYS ? NO : UNKNOWN;])])
