# flock-inherited.m4 - does a child share its parent's flock() lock?
# Behaviour: locks.flock_fork_shared
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_FLOCK_INHERITED],
[IPC_PROBE([flock_inherited],
  [whether a child shares the flock lock of its parent],
  [#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>],
  [  char name@<:@@:>@ = "conftest.lockXXXXXX";
  int status, fd = mkstemp (name), other = open (name, O_RDWR);
  pid_t pid;
  unlink (name);
  if (fd == -1 || other == -1 || flock (fd, LOCK_EX) == -1
      || flock (other, LOCK_EX | LOCK_NB) == 0 || (pid = fork ()) == -1)
    return UNKNOWN;
  if (pid == 0)
    _exit (flock (fd, LOCK_EX | LOCK_NB) == -1
           || flock (fd, LOCK_UN) == -1 ? NO : YES);
  if (waitpid (pid, &status, 0) != pid || !WIFEXITED (status))
    return UNKNOWN;
  if (WEXITSTATUS (status) == YES)
    return flock (other, LOCK_EX | LOCK_NB) == 0 ? YES : NO;
  return NO;],
  [flock])])
