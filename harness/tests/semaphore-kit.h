/* semaphore-kit.h - what the tests of semaphores without a name share.
   SPDX-License-Identifier: BSD-2-Clause

   Calls that stand before libc's tell that somebody is about to wait, and end
   the process just before one of them.  */

#ifndef SEMAPHORE_KIT_H
#define SEMAPHORE_KIT_H

#include "sysv-kit.h"

#include <limits.h>
#include <poll.h>
#include <sys/mman.h>
#include <time.h>

#include "ipcompat-posix.h"

static struct ipc_semaphore *sem;

/* How often somebody was about to wait, in all processes; and what is done
   there.  */
static volatile int *polls;
static int (*before_poll) (void);
static volatile sig_atomic_t handled;

int
poll (struct pollfd *p, nfds_t n, int ms)
{
  static int (*real) (struct pollfd *, nfds_t, int);

  step ();
  if (real == NULL)
    find_real (&real, "poll");
  if (polls != NULL)
    __sync_fetch_and_add (polls, 1);
  if (before_poll != NULL)
    before_poll ();
  return real (p, n, ms);
}

ssize_t
read (int fd, void *data, size_t size)
{
  static ssize_t (*real) (int, void *, size_t);

  step ();
  if (real == NULL)
    find_real (&real, "read");
  return real (fd, data, size);
}

int
mkfifo (const char *path, mode_t mode)
{
  static int (*real) (const char *, mode_t);

  step ();
  if (real == NULL)
    find_real (&real, "mkfifo");
  return real (path, mode);
}

static inline void
nothing (int signo)
{
  (void) signo;
  handled++;
}

static inline void
await_polls (int n)
{
  while (*polls < n)
    sched_yield ();
}

static inline void *
shared_memory (size_t size)
{
  void *p = mmap (NULL, size, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  ATF_REQUIRE (p != MAP_FAILED);
  return p;
}

/* SEM is one that processes share, its FIFO in the case's own directory.  */
static inline void
begin_semaphore (unsigned value)
{
  char here[3000];

  sem = shared_memory (sizeof *sem);
  polls = shared_memory (sizeof *polls);
  ATF_REQUIRE (getcwd (here, sizeof here) != NULL);
  strcat (here, "/sysv");
  ATF_REQUIRE (setenv ("IPCOMPAT_SEM_DIR", here, 1) == 0);
  ATF_REQUIRE (ipc_semaphore_init (sem, 1, value) == 0);
}
#define begin begin_semaphore

/* As if by exec(): the memory, and no descriptor.  */
static inline void
forget (void)
{
  close (sem->in.fd);
  close (sem->out.fd);
}

static inline int
has (struct ipc_semaphore *any)
{
  int n = -1;

  return ipc_semaphore_getvalue (any, &n) == 0 ? n : -1;
}

/* A time in so many nanoseconds.  */
static inline struct timespec
in (long nanoseconds)
{
  struct timespec t;

  clock_gettime (CLOCK_REALTIME, &t);
  t.tv_nsec += nanoseconds;
  t.tv_sec += t.tv_nsec / 1000000000;
  t.tv_nsec %= 1000000000;
  return t;
}

static inline int
is_past (const struct timespec *t)
{
  struct timespec now = in (0);

  return now.tv_sec > t->tv_sec
         || (now.tv_sec == t->tv_sec && now.tv_nsec >= t->tv_nsec);
}

#endif
