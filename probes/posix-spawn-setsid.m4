# posix-spawn-setsid.m4 - does POSIX_SPAWN_SETSID make a session?
# Behaviour: safe_pipes.spawn_setsid
# SPDX-License-Identifier: BSD-2-Clause
# posix_spawn() may return before its child has begun.
AC_DEFUN([IPC_CHECK_POSIX_SPAWN_SETSID],
[IPC_PROBE([posix_spawn_setsid],
  [whether posix_spawn can make a session],
  [#include <spawn.h>
#include <sys/wait.h>],
  [
#ifndef POSIX_SPAWN_SETSID
  return ipc_word = "absent", NO;
#else
  char name[] = "cat", *argv[] = { name, NULL }, *env[] = { NULL };
  posix_spawnattr_t attr; posix_spawn_file_actions_t acts;
  int to[2], from[2], leads;
  char byte; pid_t pid;
  if (pipe (to) == -1 || pipe (from) == -1
      || posix_spawn_file_actions_init (&acts) != 0
      || posix_spawn_file_actions_adddup2 (&acts, to[0], 0) != 0
      || posix_spawn_file_actions_adddup2 (&acts, from[1], 1) != 0
      || posix_spawnattr_init (&attr) != 0)
    return UNKNOWN;
  if ((ipc_error = posix_spawnattr_setflags (&attr, POSIX_SPAWN_SETSID)) != 0)
    return NO;
  if (posix_spawnp (&pid, name, &acts, &attr, argv, env) != 0)
    return UNKNOWN;
  close (from[1]), posix_spawn_file_actions_destroy (&acts);
  if (write (to[1], "x", 1) != 1 || read (from[0], &byte, 1) != 1)
    return UNKNOWN;
  leads = getsid (pid) == pid, kill (pid, SIGKILL);
  return waitpid (pid, NULL, 0) != pid ? UNKNOWN : leads ? YES : NO;
#endif
],
  [posix_spawn])])
