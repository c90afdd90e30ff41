# semvmx.m4 - can a semaphore have all the values that POSIX has it have?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEMVMX],
[IPC_PROBE([semvmx],
  [whether a System V semaphore counts to 32767, and no further],
  [#include <sys/ipc.h>
#include <sys/sem.h>
static int set (int id, int value)
{
  union { int val; void *p; } arg;
  arg.p = NULL;
  arg.val = value;
  return semctl (id, 0, SETVAL, arg);
}],
  [  int id = semget (IPC_PRIVATE, 1, IPC_CREAT | 0600), answer;
  if (id == -1)
    return UNKNOWN;
  answer = set (id, 32767) == 0 && semctl (id, 0, GETVAL) == 32767
           && set (id, 32768) == -1 && errno == ERANGE ? YES : NO;
  semctl (id, 0, IPC_RMID);
  return answer;], [sysv_sem])])
