# rlimit-nproc.m4 - does RLIMIT_NPROC keep a plain user from forking?
# Behaviour: safe_pipes.fork_failure_eagain
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_RLIMIT_NPROC],
[IPC_PROBE_SCRATCH([rlimit_nproc],
  [whether RLIMIT_NPROC limits a plain user],
  [#include <sys/resource.h>],
  [
#ifndef RLIMIT_NPROC
  return NO;
#else
  struct rlimit limit;
  pid_t pid;
  if (getrlimit (RLIMIT_NPROC, &limit) == -1)
    return UNKNOWN;
  limit.rlim_cur = 1;
  if (setrlimit (RLIMIT_NPROC, &limit) == -1)
    return UNKNOWN;
  pid = fork ();
  if (pid == 0)
    _exit (0);
  if (pid > 0)
    return waitpid (pid, NULL, 0) == pid ? NO : UNKNOWN;
  ipc_error = errno;
  return errno == EAGAIN ? YES : UNKNOWN;
#endif
])])
