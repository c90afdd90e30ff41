# pthread-sigmask.m4 - is there pthread_sigmask(), without a library more?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PTHREAD_SIGMASK],
[IPC_PROBE_FUNCTION([pthread_sigmask], [pthread_sigmask],
  [#include <signal.h>])])
