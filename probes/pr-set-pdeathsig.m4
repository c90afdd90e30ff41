# pr-set-pdeathsig.m4 - can a Linux process ask to die with its parent?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PR_SET_PDEATHSIG],
[IPC_PROBE_HAVE([pr_set_pdeathsig], [whether there is PR_SET_PDEATHSIG],
  [#include <signal.h>
#include <sys/prctl.h>],
  [return prctl (PR_SET_PDEATHSIG, SIGKILL) == -1;])])
