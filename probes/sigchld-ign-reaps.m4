# sigchld-ign-reaps.m4 - does ignoring SIGCHLD leave no zombies?
# Behaviour: dispositions.chld_ign_nozombie
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGCHLD_IGN_REAPS],
[IPC_PROBE([sigchld_ign_reaps],
  [whether ignoring SIGCHLD leaves no zombies],
  [#include <sys/wait.h>],
  [  int status;
  pid_t pid, waited;
  if (signal (SIGCHLD, SIG_IGN) == SIG_ERR || (pid = fork ()) == -1)
    return UNKNOWN;
  if (pid == 0)
    _exit (0);
  waited = waitpid (pid, &status, 0);
  return waited == -1 && errno == ECHILD ? YES : waited == pid ? NO
         : UNKNOWN;])])
