/* write-pipe.c - faults of writing to pipes, and of appending to files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "write.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "fifo.h"
#include "faults.h"

FAULT (pipe_swaps, "a pipe swaps two bytes where a page ends",
  KILLS ("pipes.order"))
FAULT (pipe_stops_short, "a write() to a pipe takes 8192 bytes at the most",
  KILLS ("pipes.order"))
FAULT (pipe_wait_half, "a write() that waited for room in a pipe takes half",
  KILLS ("pipes.full_blocks"))
FAULT (pipe_claims,
  "a write() of PIPE_BUF bytes to a full pipe says that a byte went in",
  KILLS ("pipes.full_nb"))
FAULT (pipe_all_or_nothing,
  "a write() to a pipe under O_NONBLOCK fails unless all of it fits",
  KILLS ("pipes.full_nb"))
FAULT (pipe_tears_largest, "a write() of just PIPE_BUF bytes takes two pieces",
  KILLS ("pipes.atomic"))
FAULT (pipe_goes_on, "a long write() to a pipe goes on after SA_RESTART",
  KILLS ("pipes.partial_interrupted"),
  KILLS_FALLBACK ("pipes.partial_interrupted"))
FAULT (zero_write_ends, "a write() of nothing reads as an end of file",
  KILLS ("pipes.zero_write"))
FAULT (zero_write_full, "a write() of nothing to a full pipe gives EAGAIN",
  KILLS ("pipes.zero_write"))
FAULT (sigpipe_blocked_lost, "SIGPIPE is lost while it is blocked",
  KILLS ("pipes.sigpipe", "pipes.sigpipe_thread_directed"))
FAULT (sigpipe_waiter_lost,
  "who waits for room in a pipe gets no SIGPIPE when its reader closes",
  KILLS ("pipes.sigpipe"))
FAULT (sigpipe_reset,
  "a write() to a pipe under O_NONBLOCK says ECONNRESET for EPIPE",
  KILLS ("pipes.sigpipe"))
FAULT (sigpipe_long_quiet, "a long write() gives EPIPE without SIGPIPE",
  KILLS ("pipes.sigpipe"))
FAULT (sigpipe_unread,
  "a write() behind what is unread succeeds though the reader has closed",
  KILLS ("pipes.sigpipe"))
FAULT (sigpipe_main, "SIGPIPE that the first thread blocks is for any other",
  KILLS ("pipes.sigpipe_thread_directed"))
FAULT (sigpipe_to_process, "SIGPIPE is for any thread of a process",
  KILLS ("pipes.sigpipe_thread_directed"))
FAULT (clients_pipe_lines, "a pipe passes single bytes on when a line is whole",
  KILLS ("clients.chat_byte_mode"))
FAULT (append_seeks_first, "a write() that appends seeks first, then writes",
  KILLS ("descriptors.append_atomic"))

enum { PAGE = 4096 };

int ipc_fault_zero_written;

static int
is_nonblocking (int fd)
{
  return (IPC_REAL (fcntl) (fd, F_GETFL) & O_NONBLOCK) != 0;
}

static ssize_t
swapped (int fd, const void *data, size_t size)
{
  static char copy[4 * PAGE];
  char byte;

  if (size <= PAGE || size > sizeof copy)
    return IPC_REAL (write) (fd, data, size);
  memcpy (copy, data, size);
  byte = copy[PAGE - 1];
  copy[PAGE - 1] = copy[PAGE];
  copy[PAGE] = byte;
  return IPC_REAL (write) (fd, copy, size);
}

ssize_t
ipc_fault_write_torn (int fd, const char *data, size_t size)
{
  ssize_t n = IPC_REAL (write) (fd, data, size / 2), rest;

  if (n == -1)
    return -1;
  sched_yield ();
  rest = IPC_REAL (write) (fd, data + n, size - (size_t) n);
  return rest == -1 ? n : n + rest;
}

/* write() with SIGPIPE blocked, and what is to become of it then.  */
enum fate { LOST, FOR_ALL };

static ssize_t
caught (int fd, const void *data, size_t size, enum fate fate)
{
  sigset_t set, old;
  ssize_t n;
  int error, signo;

  sigemptyset (&set);
  sigaddset (&set, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &set, &old);
  n = IPC_REAL (write) (fd, data, size);
  error = errno;
  if (n == -1 && error == EPIPE && ipc_fault_is_pending (SIGPIPE))
    {
      IPC_REAL (sigwait) (&set, &signo);
      if (fate == FOR_ALL)
        IPC_REAL (kill) (getpid (), SIGPIPE);
    }
  pthread_sigmask (SIG_SETMASK, &old, NULL);
  errno = error;
  return n;
}

/* Whether this thread blocks SIGPIPE.  */
static int
blocks_sigpipe (void)
{
  sigset_t set;

  return pthread_sigmask (SIG_BLOCK, NULL, &set) == 0
         && sigismember (&set, SIGPIPE) == 1;
}

/* A write() that still finds room, reader or not.  */
static ssize_t
unread_too (int fd, const void *data, size_t size)
{
  int unread = ipc_fault_readable (fd);
  ssize_t n;

  if (unread == 0
      || unread + (int) size > IPC_REAL (fcntl) (fd, F_GETPIPE_SZ))
    return IPC_REAL (write) (fd, data, size);
  n = caught (fd, data, size, LOST);
  return n == -1 && errno == EPIPE ? (ssize_t) size : n;
}

static ssize_t
write_signals (int fd, const void *data, size_t size)
{
  if (ipc_fault (sigpipe_unread))
    return unread_too (fd, data, size);
  if (ipc_fault (sigpipe_main) && blocks_sigpipe ()
      && IPC_REAL (syscall) (SYS_gettid) == getpid ())
    return caught (fd, data, size, FOR_ALL);
  if (size > PAGE && ipc_fault (sigpipe_long_quiet))
    return caught (fd, data, size, LOST);
  if (ipc_fault (sigpipe_to_process))
    return caught (fd, data, size, FOR_ALL);
  if ((ipc_fault (sigpipe_blocked_lost) && blocks_sigpipe ())
      || (ipc_fault (sigpipe_waiter_lost) && ipc_fault_is_full (fd)))
    return caught (fd, data, size, LOST);
  if (ipc_fault (pipe_swaps))
    return swapped (fd, data, size);
  return size == PAGE && ipc_fault (pipe_tears_largest)
         ? ipc_fault_write_torn (fd, data, size)
         : IPC_REAL (write) (fd, data, size);
}

/* Under O_NONBLOCK, of SIZE bytes.  */
static ssize_t
write_quick (int fd, const void *data, size_t size)
{
  int room = IPC_REAL (fcntl) (fd, F_GETPIPE_SZ) - ipc_fault_readable (fd);
  ssize_t n;

  if (size > PAGE && (int) size > room && ipc_fault (pipe_all_or_nothing))
    return ipc_fault_fail (EAGAIN);
  if (size == 0 && ipc_fault (zero_write_full) && ipc_fault_is_full (fd))
    return ipc_fault_fail (EAGAIN);
  n = write_signals (fd, data, size);
  if (n == -1 && errno == EAGAIN && size == PAGE && ipc_fault (pipe_claims))
    return 1;
  if (n == -1 && errno == EPIPE && ipc_fault (sigpipe_reset))
    errno = ECONNRESET;
  return n;
}

/* write() of BYTE to FD, where it waits for a newline.  */
static ssize_t
keep_byte (int fd, char byte)
{
  static char line[PAGE];
  static size_t n;
  ssize_t written = 1;

  line[n++] = byte;
  if (byte == '\n' || n == sizeof line)
    {
      written = IPC_REAL (write) (fd, line, n);
      n = 0;
    }
  return written == -1 ? -1 : 1;
}

ssize_t
ipc_fault_write_pipe (int fd, const char *data, size_t size)
{
  ssize_t n, rest;

  if (size == 0 && ipc_fault (zero_write_ends))
    ipc_fault_zero_written = 1;
  if (size == 1 && ipc_fault (clients_pipe_lines))
    return keep_byte (fd, *data);
  if (is_nonblocking (fd))
    return write_quick (fd, data, size);
  if (size > 1 && ipc_fault (pipe_wait_half) && ipc_fault_is_full (fd))
    size /= 2;
  if (size > 2 * PAGE && ipc_fault (pipe_stops_short))
    size = 2 * PAGE;
  n = write_signals (fd, data, size);
  if (n <= 0 || (size_t) n == size || !ipc_fault (pipe_goes_on))
    return n;
  rest = IPC_REAL (write) (fd, data + n, size - (size_t) n);
  return rest == -1 ? n : n + rest;
}

/* Every hundredth time another process has time to append, too.  */
static ssize_t
append_slowly (int fd, const void *data, size_t size)
{
  static int times;
  struct stat st;
  off_t end = IPC_REAL (lseek) (fd, 0, SEEK_END);
  int i;

  for (i = 0; times % 100 == 99 && i < 50; i++)
    if (IPC_REAL (fstat) (fd, &st) == 0 && st.st_size != end)
      break;
    else
      IPC_REAL (poll) (NULL, 0, 1);
  times++;
  IPC_REAL (fcntl) (fd, F_SETFL, 0);
  return pwrite (fd, data, size, end);
}

ssize_t
ipc_fault_write_other (int fd, const void *data, size_t size)
{
  if (ipc_fault_is (fd, S_IFIFO))
    return ipc_fault_write_full (fd, data, size);
  if (ipc_fault (append_seeks_first) && ipc_fault_is (fd, S_IFREG))
    return append_slowly (fd, data, size);
  return ipc_fault_write_file (fd, data, size);
}
