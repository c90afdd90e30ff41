/* pthread.c - faults of interrupting calls of threads.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (pthread_mutex_lock)
CALL (pthread_join)
CALL (pthread_create)
CALL (pthread_cond_wait)
CALL (pthread_mutex_trylock)
FAULT (pthread_mutex_eintr, "pthread_mutex_lock() fails with EINTR",
  KILLS ("restart.pthread_mutex_clear", "restart.pthread_mutex_set",
         "restart.pthread_mutex_stopped"))
FAULT (pthread_join_eintr, "pthread_join() fails with EINTR",
  KILLS ("restart.pthread_join_clear", "restart.pthread_join_set",
         "restart.pthread_join_stopped"))
FAULT (pthread_cond_wakes, "a signal wakes pthread_cond_wait()",
  KILLS ("restart.pthread_cond_clear", "restart.pthread_cond_set",
         "restart.pthread_cond_stopped"))

FAULT (posix_mutex_never_dead, "pthread_mutex_lock() hides EOWNERDEAD",
  KILLS ("posix_ipc.mutex_robust"))
FAULT (posix_mutex_try_hides, "pthread_mutex_trylock() hides EOWNERDEAD",
  KILLS ("posix_ipc.mutex_robust"))
FAULT (posix_mutex_dies_once, "just the first end of an owner is told",
  KILLS ("posix_ipc.mutex_robust"))

FAULT (fork_frees_mutexes, "a mutex is free in a child, whoever holds it",
  KILLS ("safe_pipes.fork_locks"))
FAULT (fork_yields_mutexes, "a child gets such a mutex when it asks again",
  KILLS ("safe_pipes.fork_locks"))

FAULT (altstack_moves, "a new thread takes the alternate stack of its maker",
  KILLS ("handlers.altstack_foreign"))

/* Which mutexes' owners have ended, and how often, for all processes.  */
enum { MOST_MUTEXES = 16 };
static struct
{
  pthread_mutex_t *mutex;
  int ends;
} *known;

static void __attribute__ ((constructor))
share (void)
{
  known = mmap (NULL, MOST_MUTEXES * sizeof *known, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

/* What ERROR of locking MUTEX becomes.  */
static int
told (pthread_mutex_t *mutex, int error, int hides)
{
  int i = 0;

  if (error != EOWNERDEAD)
    return error;
  while (i < MOST_MUTEXES - 1 && known[i].mutex != NULL
         && known[i].mutex != mutex)
    i++;
  known[i].mutex = mutex;
  if (known[i].ends++ > 0 && ipc_fault (posix_mutex_dies_once))
    hides = 1;
  if (hides)
    IPC_REAL (pthread_mutex_consistent) (mutex);
  return hides ? 0 : error;
}

/* Wait in the same system call as the real thing, until a signal comes;
   once in a process, so that asking again gets the real thing.  */
static int strikes = 1;

static int
wait_for_signal (void)
{
  static const struct timespec hour = { 3600, 0 };
  int word = 0;

  strikes = 0;
  ipc_fault_install (SIGCONT, ipc_fault_nothing, 0);
  IPC_REAL (syscall) (SYS_futex, &word, FUTEX_WAIT, 0, &hour, NULL, 0);
  return EINTR;
}

int
pthread_mutex_lock (pthread_mutex_t *mutex)
{
  int error;

  if (!strikes || !ipc_fault (pthread_mutex_eintr))
    {
      error = IPC_REAL (pthread_mutex_lock) (mutex);
      return told (mutex, error, ipc_fault (posix_mutex_never_dead));
    }
  /* The parent's lock, of a free mutex, is not to wait.  */
  error = IPC_REAL (pthread_mutex_trylock) (mutex);
  return error == EBUSY ? wait_for_signal () : error;
}

int
pthread_join (pthread_t thread, void **result)
{
  return strikes && ipc_fault (pthread_join_eintr) ? wait_for_signal ()
         : IPC_REAL (pthread_join) (thread, result);
}

int
pthread_create (pthread_t *restrict thread,
                const pthread_attr_t *restrict attributes,
                void *(*start) (void *), void *restrict arg)
{
  stack_t none = { .ss_flags = SS_DISABLE };

  if (ipc_fault (altstack_moves))
    IPC_REAL (sigaltstack) (&none, NULL);
  return IPC_REAL (pthread_create) (thread, attributes, start, arg);
}

int
pthread_cond_wait (pthread_cond_t *condition, pthread_mutex_t *mutex)
{
  if (!strikes || !ipc_fault (pthread_cond_wakes))
    return IPC_REAL (pthread_cond_wait) (condition, mutex);
  pthread_mutex_unlock (mutex);
  wait_for_signal ();
  return IPC_REAL (pthread_mutex_lock) (mutex);
}

/* Only the thread that has called fork() is in the child.  */
int
pthread_mutex_trylock (pthread_mutex_t *mutex)
{
  static int refusals;
  int error = IPC_REAL (pthread_mutex_trylock) (mutex);

  if (ipc_fault (fork_frees_mutexes)
      || (error == EBUSY && refusals++ > 0
          && ipc_fault (fork_yields_mutexes)))
    return 0;
  return told (mutex, error, ipc_fault (posix_mutex_try_hides));
}
