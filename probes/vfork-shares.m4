# vfork-shares.m4 - does a child of vfork() change its parent's variables?
# Behaviour: safe_pipes.vfork_hazard
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_VFORK_SHARES],
[IPC_PROBE([vfork_shares],
  [whether parent and child of vfork share memory],
  [#include <sys/wait.h>
static volatile int changed;],
  [  int status;
  pid_t pid = vfork ();
  if (pid == 0)
    {
      changed = 1;
      _exit (0);
    }
  if (pid == -1 || waitpid (pid, &status, 0) != pid || status != 0)
    return UNKNOWN;
  return changed ? YES : NO;],
  [vfork])])
