# mutex-pshared.m4 - is there pthread_mutexattr_setpshared()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MUTEX_PSHARED],
[IPC_PROBE_FUNCTION([mutex_pshared], [pthread_mutexattr_setpshared],
  [#include <pthread.h>])])
