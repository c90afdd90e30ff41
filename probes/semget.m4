# semget.m4 - is there semget()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEMGET],
[IPC_PROBE_FUNCTION([semget], [semget],
  [#include <sys/ipc.h>
#include <sys/sem.h>])])
