/* sysv-kill.c - kills a case before or after one of its calls.
   SPDX-License-Identifier: BSD-2-Clause

   For sysv_test.sh, preloaded: IPC_KILL_AT says at which step.  The children
   of the case, and what is executed, are left alone.  */

#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wpedantic"

static pid_t victim;
static long steps_left;

static void __attribute__ ((constructor))
begin (void)
{
  const char *at = getenv ("IPC_KILL_AT");

  victim = getpid ();
  steps_left = at == NULL ? 0 : atol (at);
  unsetenv ("LD_PRELOAD");
}

static void
step (void)
{
  if (getpid () == victim && --steps_left == 0)
    kill (victim, SIGKILL);
}

#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

/* The same call, between two steps.  */
#define STEPS(type, name, parameters, arguments) \
  type                                           \
  name parameters                                \
  {                                              \
    type result;                                 \
                                                 \
    step ();                                     \
    result = REAL (name) arguments;              \
    step ();                                     \
    return result;                               \
  }

STEPS (int, msgget, (key_t key, int flags), (key, flags))
STEPS (int, msgctl, (int id, int command, struct msqid_ds *data),
  (id, command, data))
STEPS (int, msgsnd, (int id, const void *m, size_t size, int flags),
  (id, m, size, flags))
STEPS (ssize_t, msgrcv, (int id, void *m, size_t size, long type, int flags),
  (id, m, size, type, flags))
STEPS (int, semget, (key_t key, int count, int flags), (key, count, flags))
STEPS (int, semop, (int id, struct sembuf *ops, size_t count),
  (id, ops, count))
STEPS (int, shmget, (key_t key, size_t size, int flags), (key, size, flags))
STEPS (int, shmctl, (int id, int command, struct shmid_ds *data),
  (id, command, data))
STEPS (void *, shmat, (int id, const void *at, int flags), (id, at, flags))
STEPS (key_t, ftok, (const char *path, int id), (path, id))
STEPS (ssize_t, write, (int fd, const void *data, size_t size),
  (fd, data, size))
STEPS (ssize_t, read, (int fd, void *data, size_t size), (fd, data, size))
STEPS (pid_t, fork, (void), ())
STEPS (pid_t, waitpid, (pid_t pid, int *status, int options),
  (pid, status, options))
STEPS (int, unlink, (const char *path), (path))
