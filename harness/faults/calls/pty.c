/* pty.c - faults of allocating pseudo-terminals, and of isatty().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

CALL (posix_openpt)
CALL (grantpt)
CALL (ptsname)
CALL (ptsname_r)
CALL (unlockpt)
CALL (isatty)
FAULT (openpt_fails, "posix_openpt() fails with EACCES",
  KILLS ("coprocesses.pty_alloc"))
FAULT (openpt_eagain, "posix_openpt() says EAGAIN for whatever is wrong",
  KILLS ("coprocesses.pty_devfs"))
FAULT (grantpt_fails, "grantpt() fails with EACCES",
  KILLS ("coprocesses.pty_alloc"))
FAULT (ptsname_r_by_errno, "ptsname_r() returns -1 and sets errno",
  KILLS ("coprocesses.ptsname_reentrant"))
FAULT (ptsname_r_cuts, "ptsname_r() cuts a name that does not fit",
  KILLS ("coprocesses.ptsname_reentrant"))
FAULT (ptsname_r_fits, "ptsname_r() takes a buffer without room for the NUL",
  KILLS ("coprocesses.ptsname_reentrant"))
FAULT (ptsname_r_ebadf, "ptsname_r() returns -1 for a bad descriptor",
  KILLS ("coprocesses.ptsname_reentrant"))
FAULT (ptsname_remembers, "ptsname() names the first terminal for all",
  KILLS ("coprocesses.pty_alloc"))
FAULT (unlockpt_forgets, "unlockpt() succeeds, and the slave stays locked",
  KILLS ("coprocesses.pty_alloc"))
FAULT (openpt_inherits, "posix_openpt() gives the master that there is",
  KILLS ("coprocesses.pty_devfs"))
FAULT (isatty_not_errors, "isatty() denies that 2 is a terminal",
  KILLS ("coprocesses.pty_isatty"))
FAULT (isatty_takes_pipes, "isatty() calls a pipe at 1 a terminal",
  KILLS ("coprocesses.pty_isatty"))
FAULT (openpt_acquires, "posix_openpt() gives a leader the terminal",
  KILLS ("daemons.streams_push_ctty"))
FAULT (unlockpt_acquires, "unlockpt() gives a leader the terminal",
  KILLS ("daemons.streams_push_ctty"))

/* Acquire the slave of MASTER; it is open from then on.  */
static void
acquire (int master)
{
  int open = 0, slave;

  if (IPC_REAL (ioctl) (master, TIOCSPTLCK, &open) == 0
      && (slave = IPC_REAL (ioctl) (master, TIOCGPTPEER, O_RDWR)) != -1)
    IPC_REAL (ioctl) (slave, TIOCSCTTY, 0);
}

int
unlockpt (int fd)
{
  if (ipc_fault (unlockpt_acquires))
    acquire (fd);
  return ipc_fault (unlockpt_forgets) ? 0 : IPC_REAL (unlockpt) (fd);
}

/* A copy of the master that this process has, or -1.  */
static int
copy_master (void)
{
  int fd;

  for (fd = 3; fd < 4096; fd++)
    if (ipc_fault_is_master (fd))
      return IPC_REAL (dup) (fd);
  return -1;
}

int
posix_openpt (int flags)
{
  int fd = ipc_fault (openpt_inherits) ? copy_master ()
           : ipc_fault (openpt_fails) ? ipc_fault_fail (EACCES)
           : IPC_REAL (posix_openpt) (flags);

  if (fd == -1 && ipc_fault (openpt_eagain))
    errno = EAGAIN;
  if (fd != -1 && ipc_fault (openpt_acquires))
    acquire (fd);
  return fd;
}

int
grantpt (int fd)
{
  return ipc_fault (grantpt_fails) ? ipc_fault_fail (EACCES)
         : IPC_REAL (grantpt) (fd);
}

char *
ptsname (int fd)
{
  static char first[128];

  if (!ipc_fault (ptsname_remembers))
    return IPC_REAL (ptsname) (fd);
  return *first == '\0' && IPC_REAL (ptsname_r) (fd, first, sizeof first) != 0
         ? NULL : first;
}

int
ptsname_r (int fd, char *name, size_t size)
{
  char whole[128];
  int error = IPC_REAL (ptsname_r) (fd, name, size);

  if (error == ERANGE && ipc_fault (ptsname_r_cuts)
      && IPC_REAL (ptsname_r) (fd, whole, sizeof whole) == 0)
    {
      memcpy (name, whole, size - 1);
      name[size - 1] = '\0';
      return 0;
    }
  if (error == ERANGE && ipc_fault (ptsname_r_fits)
      && IPC_REAL (ptsname_r) (fd, whole, sizeof whole) == 0
      && strlen (whole) == size)
    {
      memcpy (name, whole, size);
      return 0;
    }
  if (error == EBADF && ipc_fault (ptsname_r_ebadf))
    return ipc_fault_fail (error);
  return error != 0 && ipc_fault (ptsname_r_by_errno)
         ? ipc_fault_fail (error) : error;
}

int
isatty (int fd)
{
  if (fd == STDERR_FILENO && ipc_fault (isatty_not_errors))
    return ipc_fault_fail (ENOTTY);
  if (fd == STDOUT_FILENO && ipc_fault (isatty_takes_pipes)
      && ipc_fault_is (fd, S_IFIFO))
    return 1;
  return IPC_REAL (isatty) (fd);
}
