/* sysv-set-kit.h - a set of two semaphores, and what is done to it.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_TESTS_SYSV_SET_KIT_H
#define IPC_TESTS_SYSV_SET_KIT_H

#include "sysv-kit.h"

#include <sys/mman.h>
#include <sys/sem.h>

static int id;
static volatile int *shared;

static inline void
new_set (int first, int second)
{
  union ipc_fb_semun arg;
  unsigned short values[2];

  begin ();
  id = ipc_fb_semget (IPC_PRIVATE, 2, IPC_CREAT | 0600);
  values[0] = (unsigned short) first;
  values[1] = (unsigned short) second;
  arg.array = values;
  ATF_REQUIRE (id != -1 && ipc_fb_semctl (id, 0, SETALL, arg) == 0);
  shared = mmap (NULL, 4096, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ATF_REQUIRE (shared != MAP_FAILED);
}

static inline int
value (int number)
{
  return ipc_fb_semctl (id, number, GETVAL);
}

static inline int
change (int number, int by, int flags)
{
  struct sembuf op;

  op.sem_num = (unsigned short) number;
  op.sem_op = (short) by;
  op.sem_flg = (short) flags;
  return ipc_fb_semop (id, &op, 1);
}

static inline int
take (void)
{
  return change (0, -1, SEM_UNDO) == -1;
}

static inline int
take_and_die (void)
{
  if (take ())
    return 1;
  kill (getpid (), SIGKILL);
  return 2;
}

static inline int
take_for_good (void)
{
  return change (0, -1, 0) == -1;
}

#endif
