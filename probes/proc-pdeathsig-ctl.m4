# proc-pdeathsig-ctl.m4 - can a FreeBSD process ask to die with its parent?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PROC_PDEATHSIG_CTL],
[IPC_PROBE_HAVE([proc_pdeathsig_ctl], [whether there is PROC_PDEATHSIG_CTL],
  [#include <signal.h>
#include <sys/procctl.h>],
  [int signo = SIGKILL;
  return procctl (P_PID, 0, PROC_PDEATHSIG_CTL, &signo) == -1;])])
