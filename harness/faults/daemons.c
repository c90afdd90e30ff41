/* daemons.c - faults of descriptors, files and streams, for daemons.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

int
chdir (const char *path)
{
  if (ipc_fault ("chdir_ignored") && strcmp (path, "/") == 0)
    return 0;
  return IPC_REAL (chdir) (path);
}

/* open() of /dev/null.  */
static int
open_null (const char *path, int flags)
{
  int fd, high;

  if (ipc_fault ("null_gives_zeros"))
    path = "/dev/zero";
  if (ipc_fault ("null_keeps"))
    return IPC_REAL (open) ("null-file", flags | O_CREAT, 0600);
  fd = IPC_REAL (open) (path, flags);
  if (!ipc_fault ("open_not_lowest") || fd == -1)
    return fd;
  high = fcntl (fd, F_DUPFD, fd + 1);
  close (fd);
  return high;
}

/* open() of a terminal.  */
static int
open_terminal (const char *path, int flags)
{
  int fd;

  if (ipc_fault ("open_never_acquires"))
    flags |= O_NOCTTY;
  if (ipc_fault ("open_always_acquires"))
    flags &= ~O_NOCTTY;
  if (ipc_fault ("open_acquires") && (flags & O_NOCTTY) == 0)
    setsid ();
  fd = IPC_REAL (open) (path, flags);
  return fd;
}

int
open (const char *path, int flags, ...)
{
  va_list args;
  mode_t mode = 0;

  if (flags & O_CREAT)
    {
      va_start (args, flags);
      mode = (mode_t) va_arg (args, int);
      va_end (args);
    }
  if (strcmp (path, "/dev/null") == 0)
    return open_null (path, flags);
  if (strncmp (path, "/dev/pts/", 9) == 0)
    return open_terminal (path, flags);
  return IPC_REAL (open) (path, flags, mode);
}

static int
is_null (int fd)
{
  struct stat st, null;

  return stat ("/dev/null", &null) == 0 && fstat (fd, &st) == 0
         && S_ISCHR (st.st_mode) && st.st_rdev == null.st_rdev;
}

ssize_t
write (int fd, const void *data, size_t size)
{
  if (ipc_fault ("null_takes_half") && size > 1 && is_null (fd))
    size /= 2;
  return IPC_REAL (write) (fd, data, size);
}

ssize_t
read (int fd, void *data, size_t size)
{
  ssize_t n = IPC_REAL (read) (fd, data, size);

  return n == -1 && errno == EIO && ipc_fault ("read_orphan_ends") ? 0 : n;
}

int
dup2 (int from, int to)
{
  if (ipc_fault ("dup2_leaves_target") && from < to && to < 3)
    return to;
  return IPC_REAL (dup2) (from, to);
}

FILE *
freopen (const char *path, const char *mode, FILE *stream)
{
  if (ipc_fault ("freopen_keeps") && stream == stdout)
    return stream;
  if (ipc_fault ("freopen_forgets"))
    __fpurge (stream);
  return IPC_REAL (freopen) (path, mode, stream);
}

int
close (int fd)
{
  unsigned number;

  if (ipc_fault ("master_stays") && ioctl (fd, TIOCGPTN, &number) == 0)
    return 0;
  return IPC_REAL (close) (fd);
}
