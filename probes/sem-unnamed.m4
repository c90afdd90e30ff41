# sem-unnamed.m4 - do processes share semaphores without a name?
# Behaviour: posix_ipc.sem_unnamed
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEM_UNNAMED],
[IPC_PROBE([sem_unnamed], [whether semaphores without a name are shared],
  [#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>],
  [  sem_t *sem = mmap (NULL, sizeof *sem, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANON, -1, 0);
  int status;
  pid_t pid;
  if (sem == MAP_FAILED)
    return UNKNOWN;
  if (sem_init (sem, 1, 0) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  if ((pid = fork ()) == 0)
    _exit (sem_post (sem) == -1);
  if (pid == -1 || waitpid (pid, &status, 0) != pid || status != 0)
    return UNKNOWN;
  return sem_trywait (sem) == 0 && sem_trywait (sem) == -1
         && errno == EAGAIN ? YES : NO;], [sem_init])])
