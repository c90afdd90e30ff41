# futex.m4 - whether there is a futex system call?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_FUTEX],
[IPC_PROBE_HAVE([futex], [whether there is a futex system call],
  [#include <linux/futex.h>
   #include <sys/syscall.h>
   #include <unistd.h>],
  [return (int) syscall (SYS_futex, 0, FUTEX_WAKE, 1, 0, 0, 0);])])
