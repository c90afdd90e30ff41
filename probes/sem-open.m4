# sem-open.m4 - is there sem_open()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEM_OPEN],
[IPC_PROBE_FUNCTION([sem_open], [sem_open],
  [#include <semaphore.h>])])
