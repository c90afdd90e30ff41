/* fifos-io.c - faults of reading, writing and polling FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FDS = 1024 };

/* For read_eof_sticks: what has met its end.  For read_eof_early: whether a
   FIFO has been closed.  */
static char ended[MOST_FDS];
static int closed;

static int
is_fifo (int fd)
{
  struct stat st;

  return IPC_REAL (fstat) (fd, &st) == 0 && S_ISFIFO (st.st_mode);
}

static ssize_t
read_and_drain (int fd, void *data, size_t size)
{
  char rest[512];
  ssize_t n = IPC_REAL (read) (fd, data, size);
  int waiting = 0;

  while (n > 0 && ioctl (fd, FIONREAD, &waiting) == 0 && waiting > 0)
    if (IPC_REAL (read) (fd, rest, sizeof rest) <= 0)
      break;
  return n;
}

static ssize_t
read_once_to_end (int fd, void *data, size_t size)
{
  ssize_t n = ended[fd] ? 0 : IPC_REAL (read) (fd, data, size);

  ended[fd] = n == 0;
  return n;
}

ssize_t
read (int fd, void *data, size_t size)
{
  ssize_t n;

  if (ipc_fault ("read_discards_rest"))
    return read_and_drain (fd, data, size);
  if (ipc_fault ("read_eof_sticks") && fd >= 0 && fd < MOST_FDS)
    return read_once_to_end (fd, data, size);
  if (ipc_fault ("read_short") && size > 3)
    size = 3;
  n = IPC_REAL (read) (fd, data, size);
  if (n == -1 && errno == EAGAIN
      && (ipc_fault ("read_ndelay")
          || (closed && ipc_fault ("read_eof_early"))))
    return 0;
  if (n == 0 && size > 0 && is_fifo (fd) && ipc_fault ("read_eof_is_eagain"))
    {
      errno = EAGAIN;
      return -1;
    }
  return n;
}

/* write() with SIGPIPE ignored.  */
static ssize_t
write_quietly (int fd, const void *data, size_t size)
{
  struct sigaction ignore, old;
  ssize_t n;
  int error;

  memset (&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  IPC_REAL (sigaction) (SIGPIPE, &ignore, &old);
  n = IPC_REAL (write) (fd, data, size);
  error = errno;
  IPC_REAL (sigaction) (SIGPIPE, &old, NULL);
  errno = error;
  return n;
}

static ssize_t
write_in_pieces (int fd, const char *data, size_t size)
{
  ssize_t n = IPC_REAL (write) (fd, data, size / 2), rest;

  if (n == -1)
    return -1;
  sched_yield ();
  rest = IPC_REAL (write) (fd, data + n, size - (size_t) n);
  return rest == -1 ? n : n + rest;
}

ssize_t
write (int fd, const void *data, size_t size)
{
  ssize_t n;

  if (ipc_fault ("write_no_sigpipe"))
    return write_quietly (fd, data, size);
  if (ipc_fault ("write_tears") && size > 1)
    return write_in_pieces (fd, data, size);
  if (ipc_fault ("write_doubles") && size < 10)
    IPC_REAL (write) (fd, data, size);
  n = IPC_REAL (write) (fd, data, size);
  if (n == -1 && errno == EPIPE && ipc_fault ("write_eio"))
    errno = EIO;
  return n;
}

int
close (int fd)
{
  if (ipc_fault ("close_keeps") && is_fifo (fd))
    return 0;
  if (ipc_fault ("read_eof_early") && is_fifo (fd))
    closed = 1;
  return IPC_REAL (close) (fd);
}

off_t
lseek (int fd, off_t offset, int whence)
{
  off_t result = IPC_REAL (lseek) (fd, offset, whence);

  return result == -1 && errno == ESPIPE && ipc_fault ("lseek_pretends")
         ? 0 : result;
}

int
poll (struct pollfd *fds, nfds_t n, int timeout)
{
  int result = IPC_REAL (poll) (fds, n, timeout);

  if (n != 1)
    return result;
  if (result == 0 && ipc_fault ("poll_idle_is_in"))
    {
      fds->revents = POLLIN;
      return 1;
    }
  if (fds->revents == POLLHUP && ipc_fault ("poll_hup_is_in"))
    fds->revents = POLLIN;
  if ((fds->revents & POLLERR) != 0 && ipc_fault ("poll_only_err"))
    fds->revents = POLLERR;
  return result;
}

int
select (int n, fd_set *in, fd_set *out, fd_set *other, struct timeval *timeout)
{
  int result = IPC_REAL (select) (n, in, out, other, timeout);
  int fd, waiting;

  if (in == NULL || result <= 0 || !ipc_fault ("select_misses_eof"))
    return result;
  for (fd = 0; fd < n; fd++)
    if (FD_ISSET (fd, in) && ioctl (fd, FIONREAD, &waiting) == 0
        && waiting == 0)
      {
        FD_CLR (fd, in);
        result--;
      }
  return result;
}
