/* fork-memory.c - faults of the memory of a copy.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "fork.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "faults.h"

FAULT (fork_shares_data, "fork() has both processes share their data",
  KILLS ("safe_pipes.fork_memory_copied", "safe_pipes.vfork_hazard"))
FAULT (fork_shares_heap, "fork() has both processes share the heap",
  KILLS ("safe_pipes.fork_memory_copied"))
FAULT (fork_shares_blocks, "fork() has both processes share large blocks",
  KILLS ("safe_pipes.fork_memory_copied"))

/* Have what is between FROM and TO be shared from now on.  */
static void
share (char *from, char *to)
{
  size_t size = (size_t) (to - from);
  void *kept = IPC_REAL (mmap) (NULL, size, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (kept == MAP_FAILED)
    return;
  memcpy (kept, from, size);
  if (IPC_REAL (mmap) (from, size, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == from)
    memcpy (from, kept, size);
  munmap (kept, size);
}

/* What maps says of this process, as a string.  */
static void
read_maps (char *text, size_t size)
{
  int fd = IPC_REAL (open) ("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  size_t total = 0;
  ssize_t n;

  while (fd != -1 && total < size - 1
         && (n = IPC_REAL (read) (fd, text + total, size - 1 - total)) > 0)
    total += (size_t) n;
  if (fd != -1)
    IPC_REAL (close) (fd);
  text[total] = '\0';
}

/* What has no name and is not small.  */
static int
is_block (const char *line, unsigned long size)
{
  return size >= 1UL << 20 && strpbrk (line, "/[") == NULL;
}

/* Share the writable parts whose lines end in NAME; of a program also the
   one that follows, which begins with zeros.  NAME is NULL for blocks.  */
static void
share_parts (const char *name, int and_next)
{
  char text[16384], permissions[8], *line, *next, *end;
  unsigned long from, to;
  int matched = 0;

  read_maps (text, sizeof text);
  for (line = text; *line != '\0'; line = next)
    {
      end = strchr (line, '\n');
      next = end == NULL ? line + strlen (line) : end + 1;
      if (end != NULL)
        *end = '\0';
      if (sscanf (line, "%lx-%lx %7s", &from, &to, permissions) != 3)
        continue;
      matched = name == NULL ? is_block (line, to - from)
                : strstr (line, name) != NULL
                || (matched && and_next && strchr (line, '/') == NULL
                    && strchr (line, '[') == NULL);
      if (matched && permissions[0] == 'r' && permissions[1] == 'w'
          && permissions[3] == 'p')
        share ((char *) from, (char *) to);
    }
}

void
ipc_fault_share_memory (void)
{
  char program[1024];
  ssize_t n = readlink ("/proc/self/exe", program, sizeof program - 1);

  program[n > 0 ? n : 0] = '\0';
  if (n > 0 && ipc_fault (fork_shares_data))
    share_parts (program, 1);
  if (ipc_fault (fork_shares_heap))
    share_parts ("[heap]", 0);
  if (ipc_fault (fork_shares_blocks))
    share_parts (NULL, 0);
}
