# shmget.m4 - is there shmget()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SHMGET],
[IPC_PROBE_FUNCTION([shmget], [shmget],
  [#include <sys/ipc.h>
#include <sys/shm.h>])])
