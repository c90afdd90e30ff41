/* posix.c - the cost of the fallbacks of POSIX's semaphores and memory.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <fcntl.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "ipcompat-posix.h"
#include "probes.h"

#if IPC_PROBE_SEM_TIMEDWAIT == 0 || IPC_PROBE_SEM_UNNAMED == 0
# define native_taken NULL
# define fallback_taken NULL
# define native_over NULL
# define fallback_over NULL
# define native_pair NULL
#else
typedef int timedwait_t (sem_t *, const struct timespec *);

static sem_t *
semaphore (void)
{
  static sem_t sem;
  static int is_made;

  IPC_NEED (is_made || sem_init (&sem, 0, 0) == 0);
  is_made = 1;
  return &sem;
}

static void
take_by (timedwait_t *wait, long n)
{
  static const struct timespec past = { 1, 0 };
  sem_t *sem = semaphore ();

  while (n-- > 0)
    IPC_NEED (sem_post (sem) == 0 && wait (sem, &past) == 0);
}

static void
native_taken (long n)
{
  take_by (sem_timedwait, n);
}

static void
fallback_taken (long n)
{
  take_by (ipc_fb_sem_timedwait, n);
}

/* With a time that comes at once, but after the call.  */
static void
wait_by (timedwait_t *wait, long n)
{
  struct timespec t;

  while (n-- > 0)
    {
      clock_gettime (CLOCK_REALTIME, &t);
      t.tv_nsec += 100000;
      t.tv_sec += t.tv_nsec / 1000000000;
      t.tv_nsec %= 1000000000;
      IPC_NEED (wait (semaphore (), &t) == -1);
    }
}

static void
native_over (long n)
{
  wait_by (sem_timedwait, n);
}

static void
fallback_over (long n)
{
  wait_by (ipc_fb_sem_timedwait, n);
}

static void
native_pair (long n)
{
  sem_t *sem = semaphore ();

  while (n-- > 0)
    IPC_NEED (sem_post (sem) == 0 && sem_wait (sem) == 0);
}
#endif

static void
fallback_pair (long n)
{
  static struct ipc_semaphore sem;

  IPC_NEED (sem.pid != 0 || ipc_semaphore_init (&sem, 0, 0) == 0);
  while (n-- > 0)
    IPC_NEED (ipc_semaphore_post (&sem) == 0
              && ipc_semaphore_wait (&sem) == 0);
}

#if IPC_PROBE_SHM_OPEN == 0
# define native_segment NULL
#else
static void
native_segment (long n)
{
  int fd;

  while (n-- > 0)
    {
      fd = shm_open ("/ipcbench", O_RDWR | O_CREAT | O_EXCL, 0600);
      IPC_NEED (fd != -1 && close (fd) == 0 && shm_unlink ("/ipcbench") == 0);
    }
}
#endif

/* Where the native one is, if that shows, so that both have the same file
   system.  */
static void
fallback_segment (long n)
{
  const char *place = access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : ".";
  int fd;

  IPC_NEED (setenv ("IPCOMPAT_SHM_DIR", place, 1) == 0);
  while (n-- > 0)
    {
      fd = ipc_fb_shm_open ("/ipcbench", O_RDWR | O_CREAT | O_EXCL, 0600);
      IPC_NEED (fd != -1 && close (fd) == 0
                && ipc_fb_shm_unlink ("/ipcbench") == 0);
    }
}

const struct ipc_bench ipc_bench_posix[] =
{
  { "sem_timedwait", "sem_timedwait(), posted", 1.5, native_taken,
    fallback_taken },
  { "sem_timedwait", "sem_timedwait(), 0.1 ms", 3, native_over,
    fallback_over },
  { "unnamed_semaphores", "sem_post() and sem_wait()", 120, native_pair,
    fallback_pair },
  { "shm_open", "shm_open() and shm_unlink()", 4, native_segment,
    fallback_segment },
  { NULL, NULL, 0, NULL, NULL }
};
