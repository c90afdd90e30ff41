/* mappings.c - memory that is shared by mmap().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "sysv_shared_memory.h"

/* NULL, or what of MEMORY is not shared with CHILD, which ends.  */
static const char *
see_shared (volatile char *memory, struct ipc_child *child)
{
  const char *wrong = memory_differs (memory, child);

  ipc_join_exit (child);
  return wrong != NULL || memory[1] == 'c' ? wrong : "gone with the child";
}

/* Of SIZE bytes of MEMORY that a child has by fork() the first, and the
   last.  */
static const char *
see_inherited (volatile char *memory, size_t size)
{
  struct ipc_child child;
  const char *wrong;
  struct user u;

  u.id = -1;
  u.memory = memory + size - 2;
  child = memory_user (&u);
  wrong = see_shared (u.memory, &child);
  if (wrong != NULL)
    return wrong;
  u.memory = memory;
  child = memory_user (&u);
  return see_shared (memory, &child);
}

static const char name[] = "shared";

static int
map_file (struct ipc_link *link, void *arg)
{
  const size_t *size = arg;
  int fd = open (name, O_RDWR);
  struct user u;

  IPC_SETUP (fd != -1);
  u.id = -1;
  u.memory = mmap (NULL, *size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  IPC_SETUP (u.memory != MAP_FAILED);
  return memory_serve (link, &u);
}

/* A file's MEMORY, of which a child has a mapping of its own.  */
static const char *
see_mapped (volatile char *memory, size_t size)
{
  struct ipc_child child = ipc_start (map_file, &size);

  ipc_expect (&child.link, 'a');
  return see_shared (memory, &child);
}

/* A file's, which read() shares.  */
static const char *
see_file (size_t size)
{
  int fd = open (name, O_RDWR | O_CREAT | O_EXCL, 0600);
  volatile char *memory;
  const char *wrong;
  char bytes[2];

  IPC_SETUP (fd != -1 && ftruncate (fd, (off_t) size) == 0);
  memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED)
    wrong = ipc_errno_name (errno);
  else
    {
      wrong = see_inherited (memory, size);
      if (wrong == NULL)
        wrong = see_mapped (memory, size);
      IPC_SETUP (munmap ((void *) memory, size) == 0);
      if (wrong == NULL && (pread (fd, bytes, 2, 0) != 2
                            || memcmp (bytes, "qc", 2) != 0))
        wrong = "the file does not have it";
    }
  close (fd);
  unlink (name);
  return wrong;
}

IPC_TEST (mmap_shared)
{
  size_t size = 3 * (size_t) sysconf (_SC_PAGESIZE);
  volatile char *memory = mmap (NULL, size, PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  const char *wrong = memory == MAP_FAILED ? ipc_errno_name (errno)
                      : see_inherited (memory, size);

  if (wrong != NULL)
    ipc_observef ("of no file: %s", wrong);
  else
    {
      wrong = see_file (size);
      if (wrong != NULL)
        ipc_observef ("of a file: %s", wrong);
      else
        ipc_observe ("both are shared");
    }
}
