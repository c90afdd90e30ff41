# waitid-wnowait.m4 - does waitid() with WNOWAIT leave the child a zombie?
# Behaviour: instruments.waitid_nowait
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_WAITID_WNOWAIT],
[IPC_PROBE([waitid_wnowait],
  [whether waitid with WNOWAIT leaves the child to be waited for],
  [#include <sys/wait.h>],
  [  siginfo_t info;
  int status;
  pid_t pid = fork ();
  if (pid == -1)
    return UNKNOWN;
  if (pid == 0)
    _exit (7);
  memset (&info, 0, sizeof info);
  if (waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  if (info.si_pid != pid)
    return NO;
  return waitpid (pid, &status, 0) == pid ? YES : NO;],
  [waitid])])
