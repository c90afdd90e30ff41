# sigcld-level.m4 - does a handler run when it is installed over a zombie?
# Behaviour: reaper.handler_reinstall_after
# SPDX-License-Identifier: BSD-2-Clause

# System V sends SIGCLD for as long as there are zombies.
AC_DEFUN([IPC_CHECK_SIGCLD_LEVEL],
[IPC_PROBE([sigcld_level],
  [whether installing a SIGCHLD handler over a zombie calls it],
  [#include <sys/wait.h>
static volatile sig_atomic_t called;
static void handler (int signo) { (void) signo; called = 1; wait (NULL); }],
  [  siginfo_t info;
  pid_t pid = fork ();
  if (pid == -1)
    return UNKNOWN;
  if (pid == 0)
    _exit (0);
  if (waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) == -1)
    return UNKNOWN;
  if (signal (SIGCHLD, handler) == SIG_ERR)
    return UNKNOWN;
  return called ? YES : NO;],
  [waitid_wnowait])])
