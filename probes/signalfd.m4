# signalfd.m4 - whether signalfd links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGNALFD],
[IPC_PROBE_HAVE([signalfd], [whether signalfd links],
  [#include <signal.h>
   #include <sys/signalfd.h>],
  [return signalfd (-1, 0, 0);])])
