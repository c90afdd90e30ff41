/* fifos-open.c - faults of opening FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Open at once, for a descriptor that blocks.  */
static int
open_at_once (const char *path, int flags)
{
  int fd = IPC_REAL (open) (path, flags | O_NONBLOCK);

  if (fd != -1)
    fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

/* Be a writer for a moment, for those who wait for one.  */
static void
release_readers (const char *path)
{
  IPC_REAL (close) (IPC_REAL (open) (path, O_RDWR | O_NONBLOCK));
}

static void
nothing (int signo)
{
  (void) signo;
}

/* Open with a handler for SIGCONT that does not restart.  */
static int
open_until_cont (const char *path, int flags)
{
  struct sigaction sa;

  memset (&sa, 0, sizeof sa);
  sa.sa_handler = nothing;
  IPC_REAL (sigaction) (SIGCONT, &sa, NULL);
  return IPC_REAL (open) (path, flags);
}

/* Wait again if the writer has gone.  */
static int
open_for_present_writer (const char *path)
{
  struct pollfd p;

  p.fd = IPC_REAL (open) (path, O_RDONLY);
  p.events = 0;
  if (p.fd == -1 || IPC_REAL (poll) (&p, 1, 0) == 0)
    return p.fd;
  IPC_REAL (close) (p.fd);
  return IPC_REAL (open) (path, O_RDONLY);
}

static int
open_in_spite_of_mode (const char *path, int flags)
{
  int fd = IPC_REAL (open) (path, flags);

  if (fd != -1 || errno != EACCES || chmod (path, 0600) == -1)
    return fd;
  return IPC_REAL (open) (path, flags);
}

static int
open_empty (const char *path, int flags)
{
  char bytes[512];
  int fd = IPC_REAL (open) (path, O_RDONLY | O_NONBLOCK);

  while (IPC_REAL (read) (fd, bytes, sizeof bytes) > 0)
    continue;
  IPC_REAL (close) (fd);
  return IPC_REAL (open) (path, flags);
}

/* What faults do to a failure of open(), by ERROR.  */
static int
fail (const char *path, int flags, int error)
{
  if (error == ENXIO && ipc_fault ("open_no_enxio"))
    return IPC_REAL (open) (path, O_RDWR | O_NONBLOCK);
  if (error == EINTR && ipc_fault ("open_eintr_half"))
    IPC_REAL (open) (path, (flags == O_WRONLY ? O_RDWR : O_RDONLY)
                           | O_NONBLOCK);
  errno = error == ENXIO && ipc_fault ("open_enxio_is_eagain") ? EAGAIN
                                                               : error;
  return -1;
}

/* open() of a FIFO.  */
static int
open_fifo (const char *path, int flags)
{
  int fd;

  if (flags == O_RDONLY && ipc_fault ("open_read_at_once"))
    return open_at_once (path, O_RDONLY);
  if ((flags & ~O_CREAT) == O_WRONLY && ipc_fault ("open_write_at_once"))
    return open_at_once (path, O_RDWR);
  if (flags == O_RDONLY && ipc_fault ("open_releases_likes"))
    release_readers (path);
  if (flags == O_RDONLY && ipc_fault ("open_misses_writer"))
    return open_for_present_writer (path);
  if (flags == (O_RDONLY | O_NONBLOCK) && ipc_fault ("open_nonblock_waits"))
    return IPC_REAL (open) (path, O_RDONLY);
  if (ipc_fault ("open_cont_interrupts"))
    return open_until_cont (path, flags);
  if (ipc_fault ("open_ignores_mode"))
    return open_in_spite_of_mode (path, flags);
  if ((flags & O_TRUNC) != 0 && ipc_fault ("open_truncates"))
    return open_empty (path, flags);
  if ((flags & O_ACCMODE) == O_RDWR && ipc_fault ("open_no_rdwr"))
    {
      errno = EINVAL;
      return -1;
    }
  fd = IPC_REAL (open) (path, flags);
  return fd == -1 ? fail (path, flags, errno) : fd;
}

int
open (const char *path, int flags, ...)
{
  struct stat st;
  va_list args;
  int mode = 0;

  if ((flags & O_CREAT) != 0)
    {
      va_start (args, flags);
      mode = va_arg (args, int);
      va_end (args);
    }
  if (IPC_REAL (stat) (path, &st) == 0 && S_ISFIFO (st.st_mode))
    return open_fifo (path, flags);
  return IPC_REAL (open) (path, flags, mode);
}

int
sigaction (int signo, const struct sigaction *new, struct sigaction *old)
{
  struct sigaction changed;

  if (new == NULL)
    return IPC_REAL (sigaction) (signo, new, old);
  changed = *new;
  if (ipc_fault ("sigaction_restarts_open"))
    changed.sa_flags |= SA_RESTART;
  if (ipc_fault ("sigaction_no_restart"))
    changed.sa_flags &= ~SA_RESTART;
  return IPC_REAL (sigaction) (signo, &changed, old);
}
