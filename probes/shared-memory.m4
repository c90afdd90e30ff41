# shared-memory.m4 - do a process and its children share what is mapped so?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SHARED_MEMORY],
[IPC_PROBE([shared_memory], [whether children share what is mapped as shared],
  [#include <sys/mman.h>
#include <sys/wait.h>
#ifndef MAP_ANON
# define MAP_ANON MAP_ANONYMOUS
#endif],
  [  volatile char *byte = mmap (NULL, 1, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANON, -1, 0);
  int status;
  pid_t pid;
  if (byte == MAP_FAILED)
    return UNKNOWN;
  if ((pid = fork ()) == 0)
    {
      *byte = 'c';
      _exit (0);
    }
  if (pid == -1 || waitpid (pid, &status, 0) != pid || status != 0)
    return UNKNOWN;
  return *byte == 'c' ? YES : NO;])])
