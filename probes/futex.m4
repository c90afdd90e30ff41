# futex.m4 - whether there is a futex system call?
# SPDX-License-Identifier: BSD-2-Clause

# Not <linux/futex.h>, which need not be on the path of a libc that came
# without the kernel's headers.  Elsewhere the operations have other numbers.
AC_DEFUN([IPC_CHECK_FUTEX],
[IPC_PROBE_HAVE([futex], [whether there is a futex system call],
  [#include <sys/syscall.h>
   #include <unistd.h>
   #ifndef __linux__
   # error
   #endif],
  [return (int) syscall (SYS_futex, 0, 1, 1, 0, 0, 0);])])
