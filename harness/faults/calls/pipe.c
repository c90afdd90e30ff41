/* pipe.c - faults of making pipes, and of how much is written whole.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "actions.h"
#include "differ.h"
#include "faults.h"
#include "fifo.h"

CALL (pipe)
CALL (pipe2)
CALL (fpathconf)
FAULT (pipe_two_way, "pipe() makes a pair of sockets",
  KILLS ("pipes.one_way",
         "overview.similar_pipe_bsd"))
FAULT (pipe_ends_with_maker, "a pipe ends when its maker closes it",
  KILLS ("safe_pipes.unused_end_deadlock", "safe_pipes.close_waits_deadlock"))
FAULT (pipe_small, "a new pipe holds two pages", KILLS ("pipes.capacity"))
FAULT (pipe_swapped, "pipe() gives the writing end first",
  KILLS ("pipes.fd_order",
         "overview.pipe"))
FAULT (pipe_not_lowest, "a pipe's writing end has not the lowest number",
  KILLS ("pipes.fd_order"))
FAULT (pipe_closes_on_exec, "a pipe's writing end closes on exec",
  KILLS ("pipes.fd_order"))
FAULT (pipe_leaks, "a pipe() that fails leaves a descriptor open",
  KILLS ("pipes.emfile",
         "overview.notes_check_returns"))
FAULT (pipe_names_lost, "a pipe() that fails stores a descriptor",
  KILLS ("pipes.emfile"))
FAULT (pipe_enfile, "pipe() says ENFILE for EMFILE", KILLS ("pipes.emfile",
         "overview.notes_check_returns"))
FAULT (pipe_enfile_one, "pipe() says ENFILE where just one number is left",
  KILLS ("pipes.emfile"))
FAULT (pipe_packets, "a pipe keeps the bounds of what was written",
  KILLS ("pipes.order",
         "overview.mechanisms_differ"))
FAULT (pipe_above_std, "pipe() gives no standard descriptors",
  KILLS ("descriptors.std_closed", "pipes.fd_order"),
  KILLS_FALLBACK ("descriptors.std_closed"))
FAULT (pipe2_forgets, "pipe2() has O_CLOEXEC for the reading end alone",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (pipe2_waits, "pipe2() forgets one flag of two",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (pipe_buf_halved, "fpathconf() says half of PIPE_BUF of a writing end",
  KILLS ("pipes.pipe_buf"))
FAULT (pipe_buf_unlimited, "fpathconf() knows no PIPE_BUF of a reading end",
  KILLS ("pipes.pipe_buf"))
FAULT (pipe_buf_page, "fpathconf() says that of PIPE_BUF which a system with "
  "larger pages has", KILLS ("pipes.pipe_buf"))

int ipc_fault_pipe_end = -1;
pid_t ipc_fault_pipe_maker;

/* FD with a number from LEAST on.  */
static int
moved (int fd, int least)
{
  int high = IPC_REAL (fcntl) (fd, F_DUPFD, least);

  IPC_REAL (close) (fd);
  return high;
}

/* Spoil what has been made.  */
static void
spoil (int fd[2])
{
  int i, first = fd[0];

  ipc_fault_pipe_end = fd[1];
  if (ipc_fault (pipe_small))
    IPC_REAL (fcntl) (fd[0], F_SETPIPE_SZ, 8192);
  if (ipc_fault (pipe_swapped))
    {
      fd[0] = fd[1];
      fd[1] = first;
    }
  if (ipc_fault (pipe_not_lowest))
    fd[1] = moved (fd[1], fd[1] + 1);
  if (ipc_fault (pipe_closes_on_exec))
    IPC_REAL (fcntl) (fd[1], F_SETFD, FD_CLOEXEC);
  for (i = 0; i < 2 && ipc_fault (pipe_above_std); i++)
    if (fd[i] < 3)
      fd[i] = moved (fd[i], 3);
  ipc_fault_made_pipe (fd[1]);
}

static int
is_one_left (void)
{
  int fd = IPC_REAL (dup) (0);

  return fd != -1 && IPC_REAL (close) (fd) == 0;
}

int
pipe (int fd[2])
{
  int result, error;

  if (!ipc_fault_armed)
    return IPC_REAL (pipe) (fd);
  ipc_fault_pipe_maker = getpid ();
  result = ipc_fault (pipe_two_way) || ipc_fault (pipe_ends_with_maker)
           ? IPC_REAL (socketpair) (AF_UNIX, SOCK_STREAM, 0, fd)
           : ipc_fault (pipe_packets) ? IPC_REAL (pipe2) (fd, O_DIRECT)
           : IPC_REAL (pipe) (fd);
  error = errno;
  if (result == 0)
    spoil (fd);
  else
    {
      if (ipc_fault (pipe_leaks))
        IPC_REAL (dup) (0);
      if (ipc_fault (pipe_names_lost))
        fd[0] = 3;
      if (error == EMFILE
          && (ipc_fault (pipe_enfile)
              || (ipc_fault (pipe_enfile_one) && is_one_left ())))
        error = ENFILE;
      errno = error;
    }
  return result;
}

int
pipe2 (int fd[2], int flags)
{
  int result;

  if ((flags & O_CLOEXEC) != 0 && ipc_fault (pipe2_waits))
    flags &= ~O_NONBLOCK;
  result = IPC_REAL (pipe2) (fd, flags);
  if (result == 0 && ipc_fault (pipe2_forgets))
    IPC_REAL (fcntl) (fd[1], F_SETFD, 0);
  return result;
}

long
fpathconf (int fd, int name)
{
  long value = IPC_REAL (fpathconf) (fd, name);

  if (name != _PC_PIPE_BUF || value <= 0)
    return value;
  if (ipc_fault (pipe_buf_halved)
      && (IPC_REAL (fcntl) (fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
    value /= 2;
  if (ipc_fault (pipe_buf_unlimited)
      && (IPC_REAL (fcntl) (fd, F_GETFL) & O_ACCMODE) == O_RDONLY)
    return -1;
  return ipc_fault (pipe_buf_page) ? 4 * value : value;
}
