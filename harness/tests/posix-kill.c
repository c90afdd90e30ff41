/* posix-kill.c - kills a case before or after one of its calls of POSIX IPC.
   SPDX-License-Identifier: BSD-2-Clause

   For posix_test.sh, preloaded: IPC_KILL_AT says at which step, in whichever
   of its processes that is.  The keeper is in another session.  */

#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wpedantic"

static pid_t victim, session;
static long *steps_left;

static void __attribute__ ((constructor))
begin (void)
{
  const char *at = getenv ("IPC_KILL_AT");

  victim = getpid ();
  session = getsid (0);
  steps_left = mmap (NULL, sizeof *steps_left, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (steps_left == MAP_FAILED)
    abort ();
  *steps_left = at == NULL ? 0 : atol (at);
  unsetenv ("LD_PRELOAD");
}

static void
step (void)
{
  if (getsid (0) == session && --*steps_left == 0)
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

STEPS (int, shm_open, (const char *name, int flags, mode_t mode),
  (name, flags, mode))
STEPS (int, shm_unlink, (const char *name), (name))
STEPS (int, sem_close, (sem_t *sem), (sem))
STEPS (int, sem_unlink, (const char *name), (name))
STEPS (int, mq_unlink, (const char *name), (name))
STEPS (int, ftruncate, (int fd, off_t size), (fd, size))

sem_t *
sem_open (const char *name, int flags, ...)
{
  va_list ap;
  mode_t mode = 0;
  unsigned value = 0;
  sem_t *sem;

  if ((flags & O_CREAT) != 0)
    {
      va_start (ap, flags);
      mode = va_arg (ap, mode_t);
      value = va_arg (ap, unsigned);
      va_end (ap);
    }
  step ();
  sem = REAL (sem_open) (name, flags, mode, value);
  step ();
  return sem;
}

mqd_t
mq_open (const char *name, int flags, ...)
{
  va_list ap;
  mode_t mode = 0;
  struct mq_attr *attr = NULL;
  mqd_t q;

  if ((flags & O_CREAT) != 0)
    {
      va_start (ap, flags);
      mode = va_arg (ap, mode_t);
      attr = va_arg (ap, struct mq_attr *);
      va_end (ap);
    }
  step ();
  q = REAL (mq_open) (name, flags, mode, attr);
  step ();
  return q;
}
