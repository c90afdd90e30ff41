# sem-timedwait.m4 - whether sem_timedwait links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEM_TIMEDWAIT],
[IPC_PROBE_HAVE([sem_timedwait], [whether sem_timedwait links],
  [#include <semaphore.h>],
  [return sem_timedwait (0, 0);])])
