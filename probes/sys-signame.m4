# sys-signame.m4 - is there sys_signame?
# Behaviour: handlers.handler_name
# SPDX-License-Identifier: BSD-2-Clause

# The BSDs and macOS.
AC_DEFUN([IPC_CHECK_SYS_SIGNAME],
[IPC_PROBE_HAVE([sys_signame], [whether there is a table sys_signame],
  [#include <signal.h>
#include <unistd.h>],
  [const char *const *volatile p = sys_signame; return p == 0;])])
