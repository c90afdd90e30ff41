/* descriptors.c - what a descriptor leads to.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <termios.h>
#include <unistd.h>

#include "faults.h"

int
ipc_fault_is (int fd, mode_t kind)
{
  struct stat st;
  int error = errno, result;

  result = IPC_REAL (fstat) (fd, &st);
  errno = error;
  return result == 0 && (st.st_mode & S_IFMT) == kind;
}

int
ipc_fault_is_null (int fd)
{
  struct stat st, null;
  int error = errno, result;

  result = IPC_REAL (stat) ("/dev/null", &null) == 0
           && IPC_REAL (fstat) (fd, &st) == 0 && S_ISCHR (st.st_mode)
           && st.st_rdev == null.st_rdev;
  errno = error;
  return result;
}

int
ipc_fault_is_terminal (int fd)
{
  struct termios t;
  int error = errno, result;

  result = tcgetattr (fd, &t) == 0;
  errno = error;
  return result;
}

int
ipc_fault_is_master (int fd)
{
  unsigned number;
  int error = errno, result;

  result = IPC_REAL (ioctl) (fd, TIOCGPTN, &number) == 0;
  errno = error;
  return result;
}

int
ipc_fault_has_hung_up (int fd)
{
  struct pollfd p;
  int error = errno, result;

  p.fd = fd;
  p.events = 0;
  result = IPC_REAL (poll) (&p, 1, 0) == 1 && (p.revents & POLLHUP) != 0;
  errno = error;
  return result;
}

int
ipc_fault_socket_type (int fd)
{
  int error = errno, type = -1;
  socklen_t size = sizeof type;

  if (getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size) == -1)
    type = -1;
  errno = error;
  return type;
}

int
ipc_fault_is_local (int fd)
{
  int error = errno, family = 0;
  socklen_t size = sizeof family;

  IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_DOMAIN, &family, &size);
  errno = error;
  return family == AF_UNIX;
}

int
ipc_fault_has_timeout (int fd, int option)
{
  struct timeval t = { 0, 0 };
  socklen_t size = sizeof t;
  int error = errno, result;

  result = getsockopt (fd, SOL_SOCKET, option, &t, &size) == 0
           && (t.tv_sec != 0 || t.tv_usec != 0);
  errno = error;
  return result;
}

int
ipc_fault_open_anew (int fd, int flags)
{
  char path[40];

  snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  return IPC_REAL (open) (path, flags);
}

ssize_t
ipc_fault_empty (int fd, void *first, size_t size)
{
  int again = ipc_fault_open_anew (fd, O_RDONLY | O_NONBLOCK);
  ssize_t n = IPC_REAL (read) (again, first, size);
  char block[512];

  while (IPC_REAL (read) (again, block, sizeof block) > 0)
    continue;
  IPC_REAL (close) (again);
  return n;
}

int
ipc_fault_is_full (int fd)
{
  int error = errno, n;
  struct pollfd p;

  p.fd = fd;
  p.events = POLLOUT;
  n = IPC_REAL (poll) (&p, 1, 0);
  errno = error;
  return n == 0;
}

int
ipc_fault_readable (int fd)
{
  int error = errno, waiting = 0;

  if (IPC_REAL (ioctl) (fd, FIONREAD, &waiting) == -1)
    waiting = 0;
  errno = error;
  return waiting;
}

/* The flags of the descriptor that this process has of the other end of the
   pipe FD, or -1.  */
static int
flags_of_other_end (int fd)
{
  int mode = IPC_REAL (fcntl) (fd, F_GETFL) & O_ACCMODE, flags, i;
  struct stat st, other;

  if (IPC_REAL (fstat) (fd, &st) == -1)
    return -1;
  for (i = 3; i < 64; i++)
    {
      flags = IPC_REAL (fcntl) (i, F_GETFL);
      if (flags != -1 && (flags & O_ACCMODE) != mode
          && IPC_REAL (fstat) (i, &other) == 0 && other.st_ino == st.st_ino
          && other.st_dev == st.st_dev)
        return flags;
    }
  return -1;
}

int
ipc_fault_has_writer (int fd)
{
  int error = errno, flags = flags_of_other_end (fd);

  errno = error;
  return flags != -1;
}

int
ipc_fault_other_end_waits (int fd)
{
  int error = errno, flags = flags_of_other_end (fd);

  errno = error;
  return flags != -1 && (flags & O_NONBLOCK) == 0;
}
