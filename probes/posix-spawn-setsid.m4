# posix-spawn-setsid.m4 - does POSIX_SPAWN_SETSID make a session?
# Behaviour: safe_pipes.spawn_setsid
# SPDX-License-Identifier: BSD-2-Clause

# The program that is spawned is stopped by nobody before it is asked about:
# it reads a pipe that this probe holds the other end of.
AC_DEFUN([IPC_CHECK_POSIX_SPAWN_SETSID],
[IPC_PROBE([posix_spawn_setsid],
  [whether posix_spawn can make a session],
  [#include <spawn.h>
#include <sys/wait.h>],
  [
#ifndef POSIX_SPAWN_SETSID
  ipc_word = "absent";
  return NO;
#else
  char name[] = "cat", *argv[] = { name, NULL }, *env[] = { NULL };
  posix_spawnattr_t attr;
  int fd[2], leads;
  pid_t pid;
  if (pipe (fd) == -1 || dup2 (fd[0], 0) == -1
      || posix_spawnattr_init (&attr) != 0)
    return UNKNOWN;
  ipc_error = posix_spawnattr_setflags (&attr, POSIX_SPAWN_SETSID);
  if (ipc_error != 0)
    return NO;
  if (posix_spawnp (&pid, name, NULL, &attr, argv, env) != 0)
    return UNKNOWN;
  leads = getsid (pid) == pid;
  kill (pid, SIGKILL);
  return waitpid (pid, NULL, 0) != pid ? UNKNOWN : leads ? YES : NO;
#endif
],
  [posix_spawn])])
