/* posix-kill.c - kills a case before or after one of its calls of POSIX IPC.
   SPDX-License-Identifier: BSD-2-Clause

   For posix_test.sh, preloaded: IPC_KILL_AT says at which step, in whichever
   of its processes that is.  The keeper is in another session.  If there is a
   name then the file IPC_SEEN is made: who looks afterwards may be late.  */

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
static const char *seen;
static struct
{
  long steps_left, names;
} *count;

static void __attribute__ ((constructor))
begin (void)
{
  const char *at = getenv ("IPC_KILL_AT");

  victim = getpid ();
  session = getsid (0);
  seen = getenv ("IPC_SEEN");
  count = mmap (NULL, sizeof *count, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (count == MAP_FAILED)
    abort ();
  count->steps_left = at == NULL ? 0 : atol (at);
  unsetenv ("LD_PRELOAD");
}

static void
step (void)
{
  if (getsid (0) != session || --count->steps_left != 0)
    return;
  if (count->names > 0 && seen != NULL)
    close (creat (seen, 0600));
  kill (victim, SIGKILL);
}

#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

/* The same call, between two steps; MORE names are there if it has
   succeeded.  */
#define STEPS(name, parameters, arguments, more) \
  int                                            \
  name parameters                                \
  {                                              \
    int result;                                  \
                                                 \
    step ();                                     \
    result = REAL (name) arguments;              \
    if (result != -1)                            \
      count->names += (more);                    \
    step ();                                     \
    return result;                               \
  }

STEPS (shm_open, (const char *name, int flags, mode_t mode),
  (name, flags, mode), (flags & O_CREAT) != 0)
STEPS (shm_unlink, (const char *name), (name), -1)
STEPS (sem_close, (sem_t *sem), (sem), 0)
STEPS (sem_unlink, (const char *name), (name), -1)
STEPS (mq_unlink, (const char *name), (name), -1)
STEPS (ftruncate, (int fd, off_t size), (fd, size), 0)

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
  count->names += sem != SEM_FAILED && (flags & O_CREAT) != 0;
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
  count->names += q != (mqd_t) -1 && (flags & O_CREAT) != 0;
  step ();
  return q;
}
