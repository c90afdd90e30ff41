/* sem_post.c - faults of posting semaphores of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <semaphore.h>
#include <unistd.h>

#include "faults.h"

CALL (sem_post)
FAULT (posix_sem_post_own, "sem_post() counts for who made the semaphore alone",
  KILLS ("posix_ipc.sem_unnamed"))
FAULT (posix_sem_post_second, "every second sem_post() counts nothing",
  KILLS ("posix_ipc.sem_unnamed"))

static pid_t program;

static void __attribute__ ((constructor))
begin (void)
{
  program = getpid ();
}

int
sem_post (sem_t *sem)
{
  static int times;

  if ((getpid () != program && ipc_fault (posix_sem_post_own))
      || (++times % 2 == 0 && ipc_fault (posix_sem_post_second)))
    return 0;
  return IPC_REAL (sem_post) (sem);
}
