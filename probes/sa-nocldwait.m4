# sa-nocldwait.m4 - does SA_NOCLDWAIT leave no zombies?
# Behaviour: dispositions.chld_nocldwait
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SA_NOCLDWAIT],
[IPC_PROBE([sa_nocldwait],
  [whether SA_NOCLDWAIT leaves no zombies],
  [#include <sys/wait.h>],
  [#ifndef SA_NOCLDWAIT
  ipc_word = "absent";
  return NO;
#else
  struct sigaction sa;
  int status;
  pid_t pid, waited;
  memset (&sa, 0, sizeof sa);
  sa.sa_handler = SIG_DFL;
  sa.sa_flags = SA_NOCLDWAIT;
  if (sigaction (SIGCHLD, &sa, NULL) == -1 || (pid = fork ()) == -1)
    return UNKNOWN;
  if (pid == 0)
    _exit (0);
  waited = waitpid (pid, &status, 0);
  return waited == -1 && errno == ECHILD ? YES : waited == pid ? NO
         : UNKNOWN;
#endif])])
