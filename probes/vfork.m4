# vfork.m4 - is there vfork()?
# Behaviour: safe_pipes.vfork_hazard
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_VFORK],
[IPC_PROBE_HAVE([vfork], [whether vfork links],
  [#include <unistd.h>],
  [pid_t pid = vfork ();
  if (pid == 0)
    _exit (0);
  return pid == -1;])])
