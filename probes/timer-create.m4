# timer-create.m4 - are there timers of POSIX?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_TIMER_CREATE],
[IPC_PROBE_HAVE([timer_create], [whether there is timer_create],
  [#include <signal.h>
#include <time.h>],
  [timer_t t;
  struct itimerspec when = { { 0, 0 }, { 0, 0 } };
  return timer_create (CLOCK_REALTIME, 0, &t) != 0
         || timer_settime (t, 0, &when, 0) != 0
         || timer_gettime (t, &when) != 0 || timer_delete (t) != 0;])])
