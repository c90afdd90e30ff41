/* sem-timedwait.c - sem_timedwait() by sem_wait(), which is ended in time.
   SPDX-License-Identifier: BSD-2-Clause

   Nothing but sem_wait() and sem_trywait() takes from the semaphore: so no
   post is lost, whatever ends the wait, the thread or the process.

   Falls short: the action of SIGURG is another one meanwhile, and a SIGURG
   from elsewhere that nobody handles, or a handler with SA_RESTART, hides
   another handler's EINTR if both come at once
   (restart.sem_timedwait_clear).  */

#include "ipcompat-posix.h"

#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

#include "ring.h"

#ifdef IPC_NO_RING

static int
wait_until (sem_t *sem, const struct timespec *until)
{
  (void) sem;
  (void) until;
  errno = ENOSYS;
  return -1;
}

#else

# include <pthread.h>

# include "sigmask.h"

static void
block_all (sigset_t *old)
{
  sigset_t all;

  sigfillset (&all);
  sigmask_change (SIG_SETMASK, &all, old);
}

static void
stop (void *arg)
{
  block_all (NULL);
  ipc_ring_stop ();
  sigmask_change (SIG_SETMASK, arg, NULL);
}

static int
wait_once (sem_t *sem)
{
  int result, error;

  ipc_ring_listen ();
  result = sem_wait (sem);
  error = errno;
  block_all (NULL);
  errno = error;
  return result;
}

static int
wait_watched (sem_t *sem)
{
  enum ipc_ring_end ended = RING_IN_VAIN;
  int error;

  while (ended == RING_IN_VAIN)
    {
      if (wait_once (sem) == 0)
        return 0;
      if (errno != EINTR)
        return -1;
      ended = ipc_ring_ended ();
    }
  error = EINTR;
  /* At the last moment.  */
  if (ended == RING_IS_OVER)
    {
      if (sem_trywait (sem) == 0)
        return 0;
      error = ETIMEDOUT;
    }
  errno = error;
  return -1;
}

/* sem_wait() is a point of cancellation.  */
static int
wait_until (sem_t *sem, const struct timespec *until)
{
  sigset_t old;
  int result = -1, error;

  block_all (&old);
  error = ipc_ring_start (until, &old);
  if (error == 0)
    {
      pthread_cleanup_push (stop, &old);
      result = wait_watched (sem);
      error = errno;
      pthread_cleanup_pop (1);
    }
  else
    sigmask_change (SIG_SETMASK, &old, NULL);
  errno = error;
  return result;
}

#endif

int
ipc_fb_sem_timedwait (sem_t *sem, const struct timespec *until)
{
  struct timespec now;

  if (sem_trywait (sem) == 0)
    return 0;
  if (errno != EAGAIN)
    return -1;
  errno = EINVAL;
  if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000
      || clock_gettime (CLOCK_REALTIME, &now) == -1)
    return -1;
  errno = ETIMEDOUT;
  if (until->tv_sec < now.tv_sec
      || (until->tv_sec == now.tv_sec && until->tv_nsec <= now.tv_nsec))
    return -1;
  return wait_until (sem, until);
}
