/* sem-kit.h - what the tests of sem_timedwait() share.
   SPDX-License-Identifier: BSD-2-Clause

   sem_wait() stands before libc's, and tells that somebody is about to wait:
   what comes then may come before the wait or in it, and both must do.  A case
   would hang if a post or the end of the time were lost.  */

#ifndef SEM_KIT_H
#define SEM_KIT_H

#include "signal-kit.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

#include "ipcompat-posix.h"

/* How often somebody was about to wait, in all processes; and what is done
   there.  */
static volatile int *entered;
static void (*before_wait) (void);

int
sem_wait (sem_t *sem)
{
  static int (*real) (sem_t *);

  if (real == NULL)
    *(void **) &real = dlsym (RTLD_NEXT, "sem_wait");
  __sync_fetch_and_add (entered, 1);
  if (before_wait != NULL)
    before_wait ();
  return real (sem);
}

static inline void
await_entered (int n)
{
  while (*entered < n)
    sched_yield ();
}

/* A semaphore that processes share.  */
static inline sem_t *
begin (unsigned value)
{
  sem_t *sem = mmap (NULL, sizeof *sem, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  entered = mmap (NULL, sizeof *entered, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ATF_REQUIRE (sem != MAP_FAILED && entered != MAP_FAILED);
  ATF_REQUIRE (sem_init (sem, 1, value) == 0);
  return sem;
}

static inline int
has (sem_t *sem)
{
  int n = -1;

  return sem_getvalue (sem, &n) == 0 ? n : -1;
}

/* A time in so many nanoseconds.  */
static inline struct timespec
in (long long nanoseconds)
{
  struct timespec t;

  clock_gettime (CLOCK_REALTIME, &t);
  nanoseconds += t.tv_nsec;
  t.tv_sec += (time_t) (nanoseconds / 1000000000);
  t.tv_nsec = (long) (nanoseconds % 1000000000);
  return t;
}

static inline int
is_past (const struct timespec *t)
{
  struct timespec now = in (0);

  return now.tv_sec > t->tv_sec
         || (now.tv_sec == t->tv_sec && now.tv_nsec >= t->tv_nsec);
}

static const long long hour = 3600000000000LL;

static inline int
wait_an_hour (sem_t *sem)
{
  struct timespec t = in (hour);

  return ipc_fb_sem_timedwait (sem, &t);
}

static inline int
wait_a_moment (sem_t *sem, long long nanoseconds)
{
  struct timespec t = in (nanoseconds);

  return ipc_fb_sem_timedwait (sem, &t);
}

/* The same, but a time that was over before the wait began, which a busy
   machine makes of any, is given again.  */
static inline int
wait_for_sure (sem_t *sem, long long nanoseconds)
{
  int before, result;

  do
    {
      before = *entered;
      result = wait_a_moment (sem, nanoseconds);
    }
  while (result == -1 && errno == ETIMEDOUT && *entered == before);
  return result;
}

static inline void *
hour_in_thread (void *sem)
{
  return wait_an_hour (sem) == 0 ? sem : NULL;
}

/* The action that SIGURG has: not one of the fallback.  */
static inline int
is_action (void (*handler) (int))
{
  struct sigaction sa;

  return sigaction (SIGURG, NULL, &sa) == 0 && sa.sa_handler == handler
         && (sa.sa_flags & SA_SIGINFO) == 0;
}

static inline void
catch (int signo, void (*handler) (int), int flags)
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = flags;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE (sigaction (signo, &sa, NULL) == 0);
}

#endif
