# clock-nanosleep.m4 - whether clock_nanosleep links?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_CLOCK_NANOSLEEP],
[IPC_PROBE_HAVE([clock_nanosleep], [whether clock_nanosleep links],
  [#include <time.h>],
  [return clock_nanosleep (CLOCK_REALTIME, 0, 0, 0);])])
