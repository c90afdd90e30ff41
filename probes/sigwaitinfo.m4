# sigwaitinfo.m4 - is there sigwaitinfo()?
# SPDX-License-Identifier: BSD-2-Clause

# dietlibc has it as a macro alone.
AC_DEFUN([IPC_CHECK_SIGWAITINFO],
[IPC_PROBE_HAVE([sigwaitinfo], [whether there is sigwaitinfo],
  [#include <signal.h>
   #include <stddef.h>],
  [sigset_t set; sigemptyset (&set); return sigwaitinfo (&set, NULL);])])
