# mutex-owner-died.m4 - does a robust mutex tell that its owner has ended?
# Behaviour: posix_ipc.mutex_robust
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MUTEX_OWNER_DIED],
[IPC_PROBE([mutex_owner_died],
  [whether a robust mutex tells that its owner has ended],
  [#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>],
  [  pthread_mutexattr_t attr;
  pthread_mutex_t *m = mmap (NULL, sizeof *m, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANON, -1, 0);
  int status;
  pid_t pid;
  if (m == MAP_FAILED || pthread_mutexattr_init (&attr) != 0)
    return UNKNOWN;
  ipc_error = pthread_mutexattr_setpshared (&attr, PTHREAD_PROCESS_SHARED);
  if (ipc_error == 0)
    ipc_error = pthread_mutexattr_setrobust (&attr, PTHREAD_MUTEX_ROBUST);
  if (ipc_error != 0 || pthread_mutex_init (m, &attr) != 0)
    return NO;
  if ((pid = fork ()) == 0)
    _exit (pthread_mutex_lock (m));
  if (pid == -1 || waitpid (pid, &status, 0) != pid || status != 0)
    return UNKNOWN;
  ipc_error = pthread_mutex_trylock (m);
  if (ipc_error != EOWNERDEAD)
    return NO;
  ipc_error = 0;
  return YES;], [mutex_robust])])
