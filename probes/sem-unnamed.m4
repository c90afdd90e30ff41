# sem-unnamed.m4 - do semaphores without a name work?
# Behaviour: posix_ipc.sem_unnamed
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEM_UNNAMED],
[IPC_PROBE([sem_unnamed], [whether semaphores without a name work],
  [#include <semaphore.h>],
  [  sem_t sem;
  if (sem_init (&sem, 1, 1) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  return sem_trywait (&sem) == 0 && sem_trywait (&sem) == -1
         && errno == EAGAIN ? YES : NO;], [sem_init])])
