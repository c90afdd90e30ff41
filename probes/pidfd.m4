# pidfd.m4 - are there descriptors of processes?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PIDFD],
[IPC_PROBE_HAVE([pidfd], [whether there are pidfd_open and pidfd_send_signal],
  [#include <sys/syscall.h>
#include <unistd.h>],
  [return (int) syscall (SYS_pidfd_open, 1, 0)
         + (int) syscall (SYS_pidfd_send_signal, 1, 0, 0, 0);])])
