/* thread.c - restarting: what pthreads and semaphores wait for.
   SPDX-License-Identifier: BSD-2-Clause

   The objects are shared between processes, so that parent and child need
   no second thread; only pthread_join() does.  */

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "restart.h"

static int
shared_semaphore (struct restart *r)
{
  r->shared = ipc_shared (sizeof (sem_t));
  if (sem_init (r->shared, 1, 0) == 0)
    return 1;
  IPC_SETUP (errno == ENOSYS || errno == EPERM);
  return 0;
}

static long
wait_semaphore (struct restart *r)
{
  return sem_wait (r->shared);
}

static long
timedwait_semaphore (struct restart *r)
{
  struct timespec then;

  IPC_SETUP (clock_gettime (CLOCK_REALTIME, &then) == 0);
  then.tv_sec += 3600;
  return sem_timedwait (r->shared, &then);
}

static int
semaphore_taken (struct restart *r, long value)
{
  int left;

  return value == 0 && sem_getvalue (r->shared, &left) == 0 && left == 0;
}

static void
post_semaphore (struct restart *r)
{
  IPC_SETUP (sem_post (r->shared) == 0);
}

static const struct restart_call sem_wait_call =
{
  .call = "sem_wait", .prepare = shared_semaphore, .block = wait_semaphore,
  .whole = semaphore_taken, .release = post_semaphore
};
RESTART_CASES (sem_wait)

static const struct restart_call sem_timedwait_call =
{
  .call = "sem_timedwait", .prepare = shared_semaphore,
  .block = timedwait_semaphore, .whole = semaphore_taken,
  .release = post_semaphore
};
RESTART_CASES (sem_timedwait)

struct monitor
{
  pthread_mutex_t mutex;
  pthread_cond_t cond;
  volatile int ready;
};

/* Returns 0 where objects cannot be shared between processes.  */
static int
shared_monitor (struct restart *r)
{
  struct monitor *m = ipc_shared (sizeof *m);
  pthread_mutexattr_t mutex;
  pthread_condattr_t cond;

  r->shared = m;
  IPC_SETUP (pthread_mutexattr_init (&mutex) == 0);
  IPC_SETUP (pthread_condattr_init (&cond) == 0);
  if (pthread_mutexattr_setpshared (&mutex, PTHREAD_PROCESS_SHARED) != 0
      || pthread_condattr_setpshared (&cond, PTHREAD_PROCESS_SHARED) != 0)
    return 0;
  IPC_SETUP (pthread_mutex_init (&m->mutex, &mutex) == 0);
  IPC_SETUP (pthread_cond_init (&m->cond, &cond) == 0);
  return 1;
}

static int
held_monitor (struct restart *r)
{
  struct monitor *m;

  if (!shared_monitor (r))
    return 0;
  m = r->shared;
  IPC_SETUP (pthread_mutex_lock (&m->mutex) == 0);
  return 1;
}

/* pthreads return errors; entries of the matrix set errno.  */
static long
as_call (int error)
{
  errno = error;
  return error == 0 ? 0 : -1;
}

static long
lock_mutex (struct restart *r)
{
  struct monitor *m = r->shared;

  return as_call (pthread_mutex_lock (&m->mutex));
}

static void
unlock_mutex (struct restart *r)
{
  struct monitor *m = r->shared;

  IPC_SETUP (pthread_mutex_unlock (&m->mutex) == 0);
}

static int
mutex_taken (struct restart *r, long value)
{
  struct monitor *m = r->shared;

  return value == 0 && pthread_mutex_trylock (&m->mutex) == EBUSY;
}

static const struct restart_call pthread_mutex_call =
{
  .call = "futex", .prepare = held_monitor, .block = lock_mutex,
  .whole = mutex_taken, .release = unlock_mutex
};
RESTART_CASES (pthread_mutex)

static void
enter_monitor (struct restart *r)
{
  struct monitor *m = r->shared;

  IPC_SETUP (pthread_mutex_lock (&m->mutex) == 0);
}

static long
wait_condition (struct restart *r)
{
  struct monitor *m = r->shared;

  return as_call (pthread_cond_wait (&m->cond, &m->mutex));
}

static void
signal_condition (struct restart *r)
{
  struct monitor *m = r->shared;

  IPC_SETUP (pthread_mutex_lock (&m->mutex) == 0);
  m->ready = 1;
  IPC_SETUP (pthread_cond_signal (&m->cond) == 0);
  IPC_SETUP (pthread_mutex_unlock (&m->mutex) == 0);
}

static int
condition_holds (struct restart *r, long value)
{
  struct monitor *m = r->shared;

  return value == 0 && m->ready;
}

static const struct restart_call pthread_cond_call =
{
  .call = "futex", .prepare = shared_monitor, .enter = enter_monitor,
  .block = wait_condition, .whole = condition_holds,
  .release = signal_condition
};
RESTART_CASES (pthread_cond)

/* The other thread takes no signals; it ends when it has read a byte.  */
static pthread_t thread;

static void *
wait_for_byte (void *arg)
{
  struct restart *r = arg;

  return read (r->fd[0], r->data, 1) == 1 ? arg : NULL;
}

static void
start_thread (struct restart *r)
{
  sigset_t all, old;

  sigfillset (&all);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &all, &old) == 0);
  IPC_SETUP (pthread_create (&thread, NULL, wait_for_byte, r) == 0);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &old, NULL) == 0);
}

static long
join_thread (struct restart *r)
{
  void *result = NULL;
  int error = pthread_join (thread, &result);

  if (error == 0 && result != r)
    error = ERANGE;
  return as_call (error);
}

static void
end_thread (struct restart *r)
{
  IPC_SETUP (write (r->fd[1], "e", 1) == 1);
}

static const struct restart_call pthread_join_call =
{
  .call = "futex", .prepare = restart_pipe, .enter = start_thread,
  .block = join_thread, .release = end_thread, .later = 1
};
RESTART_CASES (pthread_join)
