# sem-named.m4 - do named semaphores keep their value?
# Behaviour: posix_ipc.sem_named_persist
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEM_NAMED],
[IPC_PROBE([sem_named], [whether a named semaphore keeps its value],
  [#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>],
  [  char name[32];
  sem_t *sem;
  int taken;
  sprintf (name, "/ipcprobe.%lx", (unsigned long) getpid ());
  sem = sem_open (name, O_CREAT | O_EXCL, 0600, 1);
  if (sem == SEM_FAILED)
    {
      ipc_error = errno;
      return errno == EEXIST || errno == EMFILE || errno == ENOSPC ? UNKNOWN
             : NO;
    }
  sem_close (sem);
  sem = sem_open (name, O_CREAT, 0600, 0);
  sem_unlink (name);
  if (sem == SEM_FAILED)
    return NO;
  for (taken = 0; taken < 3 && sem_trywait (sem) == 0; taken++)
    continue;
  return taken == 1 ? YES : NO;], [sem_open])])
