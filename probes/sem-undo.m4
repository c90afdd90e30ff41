# sem-undo.m4 - is what a killed process did with SEM_UNDO undone?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SEM_UNDO],
[IPC_PROBE([sem_undo],
  [whether SEM_UNDO works for a process that is killed],
  [#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>],
  [  int id = semget (IPC_PRIVATE, 1, IPC_CREAT | 0600), status, before, after;
  struct sembuf op;
  pid_t pid = id == -1 ? -1 : fork ();
  if (pid == 0)
    {
      op.sem_num = 0;
      op.sem_op = 1;
      op.sem_flg = SEM_UNDO;
      if (semop (id, &op, 1) == 0)
        kill (getpid (), SIGKILL);
      _exit (errno == ENOSPC ? UNKNOWN : NO);
    }
  before = pid == -1 ? -1 : waitpid (pid, &status, 0);
  after = id == -1 ? -1 : semctl (id, 0, GETVAL);
  if (id != -1)
    semctl (id, 0, IPC_RMID);
  if (before == -1)
    return UNKNOWN;
  return WIFEXITED (status) ? WEXITSTATUS (status) : after == 0 ? YES : NO;],
  [sysv_sem])])
