# seccomp.m4 - are there filters of system calls?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SECCOMP],
[IPC_PROBE_HAVE([seccomp], [whether there are filters of system calls],
  [#include <linux/filter.h>
   #include <linux/seccomp.h>
   #include <sys/prctl.h>
   #include <sys/syscall.h>
   #include <unistd.h>],
  [struct sock_fprog none = { 0, 0 };
  return SYS_eventfd2 + prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &none)
         + SECCOMP_RET_KILL + SECCOMP_RET_TRAP + PR_SET_NO_NEW_PRIVS;])])
