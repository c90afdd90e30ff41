# posix-spawn-reports.m4 - does posix_spawn() tell that there is no program?
# Behaviour: safe_pipes.spawn_exec_error
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POSIX_SPAWN_REPORTS],
[IPC_PROBE([posix_spawn_reports],
  [whether posix_spawn tells that there is no program],
  [#include <spawn.h>
#include <sys/wait.h>],
  [  char name[] = "/nonexistent/ipc-probe";
  char *argv[] = { name, NULL }, *env[] = { NULL };
  int status = -1;
  pid_t pid;
  ipc_error = posix_spawn (&pid, name, NULL, NULL, argv, env);
  if (ipc_error != 0)
    return ipc_error == ENOENT ? YES : UNKNOWN;
  if (waitpid (pid, &status, 0) != pid || !WIFEXITED (status))
    return UNKNOWN;
  return WEXITSTATUS (status) == 127 ? NO : UNKNOWN;],
  [posix_spawn])])
