# commands.m4 - does system() run commands?
# SPDX-License-Identifier: BSD-2-Clause

# Where there is no shell, as in WASI, popen() has none either.
AC_DEFUN([IPC_CHECK_COMMANDS],
[IPC_PROBE([commands], [whether system runs commands],
  [#include <sys/wait.h>],
  [  int status = system ("exit 3");
  ipc_error = errno;
  if (status == -1)
    return ipc_error == ENOEXEC || ipc_error == ENOENT
           || ipc_error == ENOSYS ? NO : UNKNOWN;
  if (!WIFEXITED (status))
    return UNKNOWN;
  return WEXITSTATUS (status) == 3 ? YES
         : WEXITSTATUS (status) == 127 ? NO : UNKNOWN;])])
