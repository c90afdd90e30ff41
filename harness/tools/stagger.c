/* stagger.c - every call by which processes meet begins late, now and then.
   SPDX-License-Identifier: BSD-2-Clause

   To preload, for "soak --stagger".  A case that looks at another process
   before that one has said where it is finds it there nearly always; here it
   does not.  The delay is a busy one, up to 4 ms before every third call: who
   sleeps would look blocked to the oracle.  */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long
nanoseconds (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

/* In handlers, too: errno stays.  */
static void
delay (void)
{
  static unsigned long dice;
  long begin = nanoseconds (), length;
  int saved = errno;

  dice = dice * 6364136223846793005UL + (unsigned long) begin
         + (unsigned long) getpid ();
  if ((dice >> 33) % 3 == 0)
    {
      length = (long) ((dice >> 40) % 4000000);
      do
        sched_yield ();
      while (nanoseconds () - begin < length);
    }
  errno = saved;
}

/* The library's own function of that name.  */
static void *
next (const char *name)
{
  void *found = dlsym (RTLD_NEXT, name);

  if (found == NULL)
    abort ();
  return found;
}

/* ISO C has no cast from an object's address to a function's.  */
#define LATE(type, name, parameters, arguments) \
  type name parameters \
  { \
    static type (*real) parameters; \
    if (real == NULL) \
      *(void **) &real = next (#name); \
    delay (); \
    return real arguments; \
  }

LATE (int, close, (int fd), (fd))
LATE (int, dup2, (int from, int to), (from, to))
LATE (ssize_t, read, (int fd, void *data, size_t n), (fd, data, n))
LATE (ssize_t, write, (int fd, const void *data, size_t n), (fd, data, n))
LATE (ssize_t, send, (int fd, const void *data, size_t n, int flags),
      (fd, data, n, flags))
LATE (ssize_t, recv, (int fd, void *data, size_t n, int flags),
      (fd, data, n, flags))
LATE (int, shutdown, (int fd, int how), (fd, how))
LATE (int, kill, (pid_t pid, int signo), (pid, signo))
LATE (pid_t, waitpid, (pid_t pid, int *status, int options),
      (pid, status, options))

/* Parent and child go on at different moments.  */
pid_t
fork (void)
{
  static pid_t (*real) (void);
  pid_t pid;

  if (real == NULL)
    *(void **) &real = next ("fork");
  pid = real ();
  delay ();
  return pid;
}

void
_exit (int status)
{
  static void (*real) (int);

  if (real == NULL)
    *(void **) &real = next ("_exit");
  delay ();
  real (status);
  abort ();
}
