# sem-init.m4 - is there sem_init()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEM_INIT],
[IPC_PROBE_FUNCTION([sem_init], [sem_init],
  [#include <semaphore.h>])])
