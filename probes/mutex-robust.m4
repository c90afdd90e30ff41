# mutex-robust.m4 - is there pthread_mutexattr_setrobust()?
# SPDX-License-Identifier: BSD-2-Clause

# glibc has no macro PTHREAD_MUTEX_ROBUST.
AC_DEFUN([IPC_CHECK_MUTEX_ROBUST],
[IPC_PROBE_HAVE([mutex_robust], [whether there is pthread_mutexattr_setrobust],
  [#include <pthread.h>],
  [pthread_mutexattr_t a;
  pthread_mutexattr_init (&a);
  return pthread_mutexattr_setrobust (&a, PTHREAD_MUTEX_ROBUST);])])
