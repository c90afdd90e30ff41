/* write-full.c - faults of writes to pipes that wait for room, or are long.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "hang.h"

FAULT (pipe_swaps_long, "a write() longer than a pipe swaps two bytes there",
  KILLS ("pipes.order"))
FAULT (pipe_wakes_empty, "who waits for room sleeps until a pipe is empty",
  KILLS ("pipes.full_blocks"))
FAULT (pipe_tears_waiting, "a write() that waits for room takes two pieces",
  KILLS ("pipes.atomic"))
FAULT (pipe_tears_beside,
  "a write() of PIPE_BUF bytes takes two pieces beside a long one",
  KILLS ("pipes.atomic"))
FAULT (pipe_long_zero,
  "a long write() to a full pipe under O_NONBLOCK returns 0",
  KILLS ("pipes.full_nb"))
FAULT (write_nb_by_reader, "write() to a pipe waits if its reading end does",
  KILLS ("pipes.full_nb"))
FAULT (partial_counts_rest,
  "an interrupted write() does not count what has been read already",
  KILLS ("pipes.partial_interrupted"),
  KILLS_FALLBACK ("pipes.partial_interrupted"))
FAULT (zero_write_wakes, "a write() of nothing wakes a reader that waits",
  KILLS ("pipes.zero_write"))
FAULT (write_wrong_end, "write() to a pipe's reading end returns 0",
  KILLS ("pipes.one_way"))

enum { PAGE = 4096, HOLDS = 16 * PAGE };

static ssize_t
swapped_there (int fd, const char *data, size_t size)
{
  static char copy[4 * HOLDS];

  if (size <= HOLDS || size > sizeof copy)
    return ipc_fault_write_pipe (fd, data, size);
  memcpy (copy, data, size);
  copy[HOLDS - 1] = data[HOLDS];
  copy[HOLDS] = data[HOLDS - 1];
  return ipc_fault_write_pipe (fd, copy, size);
}

/* A write() that has to wait.  */
static ssize_t
write_waiting (int fd, const char *data, size_t size)
{
  ssize_t n;

  if (size > 1 && size <= PAGE && ipc_fault (pipe_tears_waiting))
    return ipc_fault_write_torn (fd, data, size);
  n = ipc_fault_write_pipe (fd, data, size);
  return n > 0 && ipc_fault_readable (fd) > n && ipc_fault (pipe_wakes_empty)
         ? ipc_fault_hang_in_write () : n;
}

/* Whether a long write() to FD has been begun.  A status flag that does
   nothing is in mind of that: all processes see it.  */
static int
is_beside_long (int fd, size_t size)
{
  int flags = IPC_REAL (fcntl) (fd, F_GETFL);

  if (size > PAGE)
    IPC_REAL (fcntl) (fd, F_SETFL, flags | O_APPEND);
  return size > 1 && size <= PAGE && (flags & O_APPEND) != 0;
}

/* What is said in place of N.  */
static ssize_t
count (int fd, ssize_t n, size_t size, int quick)
{
  int there = ipc_fault_readable (fd);

  if (n == -1 && errno == EBADF && ipc_fault (write_wrong_end))
    return 0;
  if (n == -1 && errno == EAGAIN && quick && size > PAGE
      && ipc_fault (pipe_long_zero))
    return 0;
  return n > there && (size_t) n < size && !quick
         && ipc_fault (partial_counts_rest) ? there : n;
}

ssize_t
ipc_fault_write_full (int fd, const char *data, size_t size)
{
  int quick = (IPC_REAL (fcntl) (fd, F_GETFL) & O_NONBLOCK) != 0;
  ssize_t n;

  if (quick && ipc_fault (write_nb_by_reader)
      && ipc_fault_other_end_waits (fd))
    {
      IPC_REAL (fcntl) (fd, F_SETFL, 0);
      quick = 0;
    }

  /* A byte that no reader is to see: read() takes it for nothing.  */
  if (size == 0 && !quick && ipc_fault_readable (fd) == 0
      && ipc_fault (zero_write_wakes))
    return IPC_REAL (write) (fd, "", 1) - 1;
  if (ipc_fault (pipe_tears_beside) && is_beside_long (fd, size))
    return ipc_fault_write_torn (fd, data, size);
  n = ipc_fault (pipe_swaps_long) ? swapped_there (fd, data, size)
      : !quick && size > 0 && ipc_fault_is_full (fd)
      ? write_waiting (fd, data, size)
      : ipc_fault_write_pipe (fd, data, size);
  return count (fd, n, size, quick);
}
