/* slow-write.c - preloaded, write() of a byte of zero comes back late, and no
   processor is yielded.
   SPDX-License-Identifier: BSD-2-Clause

   Such a byte is what ipc_restart_handler() acknowledges with: whom it wakes
   is then always there before the handler has returned.  */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>

enum { LATE_NS = 3000000 };

static long
ns_since (const struct timespec *before)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (now.tv_sec - before->tv_sec) * 1000000000L
         + now.tv_nsec - before->tv_nsec;
}

ssize_t
write (int fd, const void *data, size_t size)
{
  static ssize_t (*native) (int, const void *, size_t);
  struct timespec before;
  ssize_t n;

  if (native == NULL)
    *(void **) &native = dlsym (RTLD_NEXT, "write");
  n = native (fd, data, size);
  clock_gettime (CLOCK_MONOTONIC, &before);
  if (n == 1 && *(const char *) data == '\0')
    while (ns_since (&before) < LATE_NS)
      continue;
  return n;
}

int
sched_yield (void)
{
  return 0;
}
