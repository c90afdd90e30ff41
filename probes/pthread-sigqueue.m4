# pthread-sigqueue.m4 - is there pthread_sigqueue()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PTHREAD_SIGQUEUE],
[IPC_PROBE_HAVE([pthread_sigqueue], [whether there is pthread_sigqueue],
  [#include <pthread.h>
#include <signal.h>],
  [union sigval v;
  v.sival_int = 1;
  return pthread_sigqueue (pthread_self (), 0, v);])])
