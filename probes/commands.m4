# commands.m4 - does system() run commands?
# SPDX-License-Identifier: BSD-2-Clause

# Where there is no shell, as in WASI, popen() has none either.
AC_DEFUN([IPC_CHECK_COMMANDS],
[IPC_PROBE([commands], [whether system runs commands],
  [#include <sys/wait.h>],
  [  int status = system ("exit 3");
  if (status == -1)
    {
      ipc_error = errno;
      return errno == ENOEXEC || errno == ENOENT || errno == ENOSYS ? NO
             : UNKNOWN;
    }
  if (!WIFEXITED (status))
    return UNKNOWN;
  return WEXITSTATUS (status) == 3 ? YES
         : WEXITSTATUS (status) == 127 ? NO : UNKNOWN;])])
