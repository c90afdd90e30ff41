# wcontinued.m4 - can a continuation be waited for?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_WCONTINUED],
[IPC_PROBE_HAVE([wcontinued], [whether there are WCONTINUED and WIFCONTINUED],
  [#include <sys/wait.h>],
  [int status = 0;
  return waitpid (-1, &status, WCONTINUED) == -1 || WIFCONTINUED (status);])])
