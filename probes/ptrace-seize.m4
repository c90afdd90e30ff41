# ptrace-seize.m4 - can a process be traced without a signal?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PTRACE_SEIZE],
[IPC_PROBE_HAVE([ptrace_seize], [whether there is PTRACE_SEIZE],
  [#include <sys/ptrace.h>],
  [return ptrace (PTRACE_SEIZE, 1, 0, 0) + ptrace (PTRACE_INTERRUPT, 1, 0, 0)
         == 0;])])
