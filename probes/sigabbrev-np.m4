# sigabbrev-np.m4 - is there sigabbrev_np()?
# Behaviour: handlers.handler_name
# SPDX-License-Identifier: BSD-2-Clause

# glibc from 2.32 on.
AC_DEFUN([IPC_CHECK_SIGABBREV_NP],
[IPC_PROBE_FUNCTION([sigabbrev_np], [sigabbrev_np],
  [#include <signal.h>
#include <string.h>])])
