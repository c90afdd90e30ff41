/* prove.c - which fallbacks are in place, what stands behind, and counts.
   SPDX-License-Identifier: BSD-2-Clause

   The counts are a file that all processes map: so nothing is lost by _exit()
   or exec(), and no descriptor is open that a program might count.  */

#include "prove.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

char prove_stands[PROVE_FAMILIES];

#define FALLBACK_FAMILY(name, calls, promise, source) #name,
static const char *const families[] =
{
#include "fallbacks.def"
  NULL
};
#undef FALLBACK_FAMILY

#define STANDS(family, name, result, parameters, arguments, replacement) #name,
#define STANDS_TO_ALL STANDS
#define BY_HAND(family, name) #name,
static const char *const calls[] =
{
#include "prove/calls.def"
  NULL
};

static void *natives[PROVE_CALLS];

/* How often each was taken, and of these, how often it was refused.  */
typedef unsigned long counts[PROVE_CALLS][2];
static counts uncounted, *counted = &uncounted;

__attribute__ ((__noreturn__))
static void
die (const char *what, const char *name)
{
  struct iovec message[3];

  message[0].iov_base = (char *) what;
  message[0].iov_len = strlen (what);
  message[1].iov_base = (char *) name;
  message[1].iov_len = strlen (name);
  message[2].iov_base = (char *) "\n";
  message[2].iov_len = 1;
  (void) !writev (STDERR_FILENO, message, 3);
  _exit (99);
}

static void
choose (const char *list)
{
  size_t size;
  int i;

  for (; *list != '\0'; list += size + (list[size] == ','))
    {
      size = strcspn (list, ",");
      for (i = 0; families[i] != NULL; i++)
        if (strlen (families[i]) == size
            && strncmp (families[i], list, size) == 0)
          break;
      if (families[i] == NULL)
        die ("prove: no fallback is called ", list);
      prove_stands[i] = 1;
    }
}

/* Map the counts.  A program that is put where it cannot see the file counts
   for itself; by system calls, since ours are not ready.  */
static void
share (const char *file)
{
  int fd = (int) syscall (SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC, 0);
  void *map;

  if (fd == -1)
    return;
  map = mmap (NULL, sizeof (counts), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
              0);
  if (map != MAP_FAILED)
    counted = map;
  syscall (SYS_close, fd);
}

__attribute__ ((__constructor__))
static void
begin (void)
{
  const char *list = getenv ("IPCOMPAT_PROVE");
  const char *file = getenv ("IPCOMPAT_PROVE_COUNTS");
  int i, error = errno;

  for (i = 0; i < PROVE_CALLS; i++)
    natives[i] = dlsym (RTLD_NEXT, calls[i]);
  if (file != NULL)
    share (file);
  if (list != NULL)
    choose (list);
  errno = error;
}

/* Another library's constructor may call before ours has run.  */
void *
prove_native (enum prove_call call)
{
  if (natives[call] == NULL)
    natives[call] = dlsym (RTLD_NEXT, calls[call]);
  if (natives[call] == NULL)
    die ("prove: there is nothing behind ", calls[call]);
  return natives[call];
}

void
prove_count (enum prove_call call)
{
  __sync_fetch_and_add (&(*counted)[call][0], 1);
}

void
prove_ended (enum prove_call call, long result)
{
  if (result == -1 && errno == ENOSYS)
    __sync_fetch_and_add (&(*counted)[call][1], 1);
}
