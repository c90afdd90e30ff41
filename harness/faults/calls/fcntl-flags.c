/* fcntl-flags.c - faults of flags, numbers and sizes that fcntl() sets.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "flags.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "fork.h"

FAULT (setfl_child_alone,
  "the status flags that a child sets are in force nowhere",
  KILLS ("descriptors.flags_shared"))
FAULT (getfl_remembers, "F_GETFL tells the flags that there were at first",
  KILLS ("descriptors.flags_shared"))
FAULT (setfl_everywhere, "F_SETFL sets the flags of all that is open",
  KILLS ("descriptors.flags_shared"))
FAULT (setfd_all, "F_SETFD sets the flag of every duplicate",
  KILLS ("descriptors.fdflags_private"))
FAULT (dupfd_forgets, "F_DUPFD_CLOEXEC forgets the flag",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (dupfd_marks_both, "F_DUPFD_CLOEXEC sets the flag of both descriptors",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (setfd_sticks, "close-on-exec that was cleared is in force yet",
  KILLS ("descriptors.cloexec"))
FAULT (pipe_size_drops, "F_SETPIPE_SZ empties the pipe",
  KILLS ("pipes.resize"))
FAULT (pipe_size_reader, "F_SETPIPE_SZ is not for reading ends",
  KILLS ("pipes.resize"))
FAULT (pipe_size_as_asked, "F_SETPIPE_SZ tells what was asked for",
  KILLS ("pipes.resize"))
FAULT (pipe_size_told, "F_SETPIPE_SZ is told, but changes nothing",
  KILLS ("pipes.resize"))
FAULT (pipe_size_any, "F_SETPIPE_SZ says EINVAL of too much",
  KILLS ("pipes.resize"))

enum { MOST_FDS = 64 };

/* Set FD's flag, and that of whatever leads to the same file.  */
static int
set_all (int fd, void *arg)
{
  struct stat st, other;
  int i;

  IPC_REAL (fstat) (fd, &st);
  for (i = 3; i < MOST_FDS; i++)
    if (IPC_REAL (fstat) (i, &other) == 0 && other.st_ino == st.st_ino
        && other.st_dev == st.st_dev)
      IPC_REAL (fcntl) (i, F_SETFD, arg);
  return 0;
}

static int
remembered (int fd)
{
  static int flags[MOST_FDS];

  if (flags[fd] == 0)
    flags[fd] = 1 + IPC_REAL (fcntl) (fd, F_GETFL);
  return flags[fd] - 1;
}

static char cleared[MOST_FDS];

void
ipc_fault_set_cleared (void)
{
  int fd;

  for (fd = 3; fd < MOST_FDS && ipc_fault (setfd_sticks); fd++)
    if (cleared[fd])
      IPC_REAL (fcntl) (fd, F_SETFD, FD_CLOEXEC);
}

static int
set_size (int fd, void *arg)
{
  int before, granted;

  if (ipc_fault (pipe_size_reader)
      && (IPC_REAL (fcntl) (fd, F_GETFL) & O_ACCMODE) == O_RDONLY)
    return ipc_fault_fail (EBADF);
  before = IPC_REAL (fcntl) (fd, F_GETPIPE_SZ);
  granted = IPC_REAL (fcntl) (fd, F_SETPIPE_SZ, arg);
  if (granted == -1)
    return ipc_fault_fail (errno == EPERM && ipc_fault (pipe_size_any)
                           ? EINVAL : errno);
  if (ipc_fault (pipe_size_drops))
    ipc_fault_empty (fd, NULL, 0);
  if (ipc_fault (pipe_size_told))
    IPC_REAL (fcntl) (fd, F_SETPIPE_SZ, before);
  return ipc_fault (pipe_size_as_asked) ? (int) (long) arg : granted;
}

int
ipc_fault_fcntl_flags (int fd, int command, void *arg)
{
  int i;

  if (!ipc_fault_armed || fd < 0 || fd >= MOST_FDS)
    return IPC_FAULT_NONE;
  if (command == F_SETFL && ipc_fault_is_child
      && ipc_fault (setfl_child_alone))
    return 0;
  for (i = 3; command == F_SETFL && i < MOST_FDS
              && ipc_fault (setfl_everywhere); i++)
    IPC_REAL (fcntl) (i, F_SETFL, arg);
  if (command == F_GETFL && ipc_fault (getfl_remembers))
    return remembered (fd);
  if (command == F_SETFD)
    cleared[fd] = arg == NULL
                  && IPC_REAL (fcntl) (fd, F_GETFD) == FD_CLOEXEC;
  if (command == F_DUPFD_CLOEXEC && ipc_fault (dupfd_marks_both))
    IPC_REAL (fcntl) (fd, F_SETFD, FD_CLOEXEC);
  if (command == F_SETFD && ipc_fault (setfd_all))
    return set_all (fd, arg);
  if (command == F_DUPFD_CLOEXEC && ipc_fault (dupfd_forgets))
    return IPC_REAL (fcntl) (fd, F_DUPFD, arg);
  return command == F_SETPIPE_SZ ? set_size (fd, arg) : IPC_FAULT_NONE;
}
