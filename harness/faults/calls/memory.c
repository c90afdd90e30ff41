/* memory.c - faults of memory: mmap(), mprotect(), realloc().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (mmap)
CALL (mprotect)
CALL (realloc)
FAULT (mmap_private, "mmap() makes shared memory private",
  KILLS ("instruments.shared_counter"))
FAULT (sysv_mmap_none_private, "mmap() of no file is private",
  KILLS ("sysv_shared_memory.mmap_shared"))
FAULT (sysv_mmap_file_private, "mmap() of a file is private",
  KILLS ("sysv_shared_memory.mmap_shared"))
FAULT (sysv_mmap_tail_private, "of shared memory a page is shared",
  KILLS ("sysv_shared_memory.mmap_shared"))
FAULT (sysv_mmap_second_private, "a file is shared by whom the first one made",
  KILLS ("sysv_shared_memory.mmap_shared"))
FAULT (fatal_mprotect, "mprotect() says that it did, and does not",
  KILLS ("fault_signals.handler_fixes"))
FAULT (deferral_realloc, "realloc() spoils the first byte at times",
  KILLS ("deferral.callback_any_code"),
  KILLS_FALLBACK ("deferral.callback_any_code"))
FAULT (realloc_unlocked, "realloc() may be interrupted by malloc()",
  KILLS ("handlers.reentrancy_malloc"))

/* realloc() that holds no lock while it copies.  */
static void *
realloc_unlocked (void *old, size_t size)
{
  size_t had = old == NULL ? 0 : malloc_usable_size (old);
  void *p = malloc (size);

  if (p == NULL)
    return NULL;
  if (old != NULL)
    memcpy (p, old, had < size ? had : size);
  free (old);
  return p;
}

/* The second process that maps a file.  */
static int
is_second (void)
{
  static pid_t first;

  if (first == 0)
    first = getpid ();
  return first != getpid ();
}

void *
mmap (void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
  size_t page = (size_t) sysconf (_SC_PAGESIZE);
  char *memory;

  if ((flags & MAP_SHARED) != 0
      && (fd == -1 ? ipc_fault_anywhere (mmap_private)
                     || ipc_fault (sysv_mmap_none_private)
          : ipc_fault (sysv_mmap_file_private)
            || (ipc_fault (sysv_mmap_second_private) && is_second ())))
    flags = (flags & ~MAP_SHARED) | MAP_PRIVATE;
  memory = IPC_REAL (mmap) (at, size, protection, flags, fd, offset);
  if ((flags & MAP_SHARED) != 0 && memory != MAP_FAILED && size > page
      && ipc_fault (sysv_mmap_tail_private))
    IPC_REAL (mmap) (memory + page, size - page, protection,
                     (flags & ~MAP_SHARED) | MAP_PRIVATE | MAP_FIXED, fd,
                     fd == -1 ? 0 : offset + (off_t) page);
  return memory;
}

int
mprotect (void *address, size_t size, int protection)
{
  return ipc_fault (fatal_mprotect) ? 0
         : IPC_REAL (mprotect) (address, size, protection);
}

void *
realloc (void *old, size_t size)
{
  static int calls;
  char *p = ipc_fault (realloc_unlocked) ? realloc_unlocked (old, size)
            : IPC_REAL (realloc) (old, size);

  if (p != NULL && old != NULL && ipc_fault (deferral_realloc)
      && ++calls % 16 == 0)
    *p = '?';
  return p;
}
