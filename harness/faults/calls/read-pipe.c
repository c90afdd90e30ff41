/* read-pipe.c - faults of reading pipes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "fifo.h"

FAULT (read_drained_ends,
  "read() of a pipe that was read empty returns 0 under O_NONBLOCK",
  KILLS ("pipes.empty_nb"))
FAULT (read_ends_once, "read() tells the end of a pipe's data just once",
  KILLS ("pipes.eof"))
FAULT (read_wrong_end, "read() of a pipe's writing end returns 0",
  KILLS ("pipes.one_way"))
FAULT (read_puts_back, "a byte of a pipe is there for each reader",
  KILLS ("descriptors.concurrent_hazard"))

/* Let the pipe FD have this byte again.  */
static void
put_back (int fd, const void *byte)
{
  char path[40];
  int again;

  snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  again = IPC_REAL (open) (path, O_WRONLY | O_NONBLOCK);
  IPC_REAL (write) (again, byte, 1);
  IPC_REAL (close) (again);
}

/* In place of a failure with errno.  */
static ssize_t
in_place (ssize_t n, int drained)
{
  if (errno == EBADF && ipc_fault (read_wrong_end))
    return 0;
  if (errno != EAGAIN || !((drained && ipc_fault (read_drained_ends))
                           || ipc_fault_zero_written))
    return n;
  ipc_fault_zero_written = 0;
  return 0;
}

ssize_t
ipc_fault_spoil_pipe (int fd, const void *data, ssize_t n)
{
  static int drained, ended;

  if (!ipc_fault_armed || !ipc_fault_is (fd, S_IFIFO))
    return n;
  if (n == -1)
    return in_place (n, drained);
  drained = n > 0;
  if (n == 1 && ipc_fault (read_puts_back))
    put_back (fd, data);
  if (n == 0 && ended++ > 0 && ipc_fault (read_ends_once))
    return ipc_fault_fail (EAGAIN);
  return n;
}
