/* read-pipe.c - faults of reading pipes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "fifo.h"
#include "fork.h"
#include "hang.h"

FAULT (read_drained_ends,
  "read() of a pipe that was read empty returns 0 under O_NONBLOCK",
  KILLS ("pipes.empty_nb"))
FAULT (read_ends_once, "read() tells the end of a pipe's data just once",
  KILLS ("pipes.eof"))
FAULT (read_end_elsewhere,
  "read() ends when no writing end is left in its own process",
  KILLS ("pipes.eof"))
FAULT (read_sleeps_on, "who waits in read() misses another process's close",
  KILLS ("pipes.eof"))
FAULT (pipe_used_small, "a pipe that was read empty holds two pages",
  KILLS ("pipes.capacity"))
FAULT (read_just_once, "a child's second read() of a pipe finds its end",
  KILLS ("descriptors.outlive_parent"),
  KILLS_FALLBACK ("descriptors.outlive_parent"))
FAULT (read_wrong_end, "read() of a pipe's writing end returns 0",
  KILLS ("pipes.one_way"))
FAULT (read_wrong_end_dry,
  "read() of an empty pipe's writing end gives EAGAIN for EBADF",
  KILLS ("pipes.one_way"))
FAULT (read_waiter_doubles, "all who wait for a byte of a pipe get it",
  KILLS ("descriptors.concurrent_hazard"))
FAULT (read_puts_back, "a byte of a pipe is there for each reader",
  KILLS ("descriptors.concurrent_hazard"))
FAULT (overview_pipe_seven_bits, "a pipe carries the lower 7 bits of a byte",
  KILLS ("overview.pipe", "overview.fifo"))

/* Let the pipe FD have this byte again.  */
static void
put_back (int fd, const void *byte)
{
  int again = ipc_fault_open_anew (fd, O_WRONLY | O_NONBLOCK);

  IPC_REAL (write) (again, byte, 1);
  IPC_REAL (close) (again);
}

/* In place of a failure with errno.  */
static ssize_t
in_place (int fd, ssize_t n, int drained)
{
  if (errno == EAGAIN && ipc_fault (read_end_elsewhere)
      && !ipc_fault_has_writer (fd))
    return 0;
  if (errno == EAGAIN && ipc_fault (pipe_used_small))
    {
      IPC_REAL (fcntl) (fd, F_SETPIPE_SZ, 8192);
      errno = EAGAIN;
    }
  if (errno == EBADF && ipc_fault_readable (fd) == 0
      && ipc_fault (read_wrong_end_dry))
    errno = EAGAIN;
  if (errno == EBADF && ipc_fault (read_wrong_end))
    return 0;
  if (errno != EAGAIN || !((drained && ipc_fault (read_drained_ends))
                           || ipc_fault_zero_written))
    return n;
  ipc_fault_zero_written = 0;
  return 0;
}

/* Whether FD waits, and no byte of its pipe has been put back.  A status flag
   that does nothing is in mind of that: all processes see it.  */
static int
may_double (int fd)
{
  int flags = IPC_REAL (fcntl) (fd, F_GETFL);

  IPC_REAL (fcntl) (fd, F_SETFL, flags | O_APPEND);
  return (flags & (O_NONBLOCK | O_APPEND)) == 0;
}

/* In place of N bytes that were read in a child.  */
static ssize_t
in_child (int fd, const char *data, ssize_t n)
{
  static int times;

  if (n == 1 && *data == '\0' && ipc_fault (zero_write_wakes))
    return 0;
  if (n == 0 && !ipc_fault_closed_here && ipc_fault (read_sleeps_on)
      && (IPC_REAL (fcntl) (fd, F_GETFL) & O_NONBLOCK) == 0)
    return ipc_fault_hang_in_read ();
  return n > 0 && ipc_fault_is_child && times++ > 0
         && ipc_fault (read_just_once) ? 0 : n;
}

ssize_t
ipc_fault_spoil_pipe (int fd, void *data, ssize_t n)
{
  ssize_t i;
  static int drained, ended;

  if (!ipc_fault_armed || !ipc_fault_is (fd, S_IFIFO))
    return n;
  if (n == -1)
    return in_place (fd, n, drained);
  n = in_child (fd, data, n);
  for (i = 0; i < n && ipc_fault (overview_pipe_seven_bits); i++)
    ((char *) data)[i] &= 0x7f;
  drained = n > 0;
  if (n == 1 && ipc_fault (read_waiter_doubles) && may_double (fd))
    put_back (fd, data);
  if (n == 1 && ipc_fault (read_puts_back))
    put_back (fd, data);
  if (n == 0 && ended++ > 0 && ipc_fault (read_ends_once))
    return ipc_fault_fail (EAGAIN);
  return n;
}
