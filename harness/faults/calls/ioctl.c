/* ioctl.c - faults of ioctl().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "network.h"

CALL (ioctl)
FAULT (notty_keeps, "TIOCNOTTY succeeds and does nothing",
  KILLS ("daemons.tiocnotty", "daemons.tiocnotty_leader"))
FAULT (notty_refuses, "TIOCNOTTY fails with ENOTTY",
  KILLS ("daemons.tiocnotty"))
FAULT (sctty_for_all, "TIOCSCTTY makes the caller a session leader",
  KILLS ("daemons.double_fork"),
  KILLS_FALLBACK ("daemons.double_fork"))
FAULT (fionread_short, "FIONREAD counts one byte too few",
  KILLS ("socketpairs.fionread", "sockets.fionread_kinds"),
  KILLS_FALLBACK ("socketpairs.fionread", "posix_ipc.sem_unnamed"))
FAULT (fionread_listener, "FIONREAD counts nothing at a listener",
  KILLS ("sockets.fionread_kinds"))
FAULT (winsize_kept, "TIOCSWINSZ on a master succeeds and sets nothing",
  KILLS ("coprocesses.pty_master_tty"))
FAULT (winsize_needs_slave, "TIOCSWINSZ sets nothing once the slave is closed",
  KILLS ("coprocesses.pty_master_tty"))

int
ioctl (int fd, unsigned long request, ...)
{
  va_list args;
  void *argument;
  int result;

  va_start (args, request);
  argument = va_arg (args, void *);
  va_end (args);
  if (request == TIOCNOTTY && ipc_fault (notty_keeps))
    return 0;
  if (request == TIOCNOTTY && ipc_fault (notty_refuses))
    return ipc_fault_fail (ENOTTY);
  if (request == TIOCSWINSZ && ipc_fault (winsize_kept))
    return 0;
  if (request == TIOCSWINSZ && ipc_fault (winsize_needs_slave)
      && ipc_fault_has_hung_up (fd))
    return 0;
  if (request == TIOCSCTTY && ipc_fault (sctty_for_all))
    IPC_REAL (setsid) ();
  result = IPC_REAL (ioctl) (fd, request, argument);
  if (result == 0 && request == FIONREAD && ipc_fault (fionread_short)
      && *(int *) argument > 0)
    --*(int *) argument;
  if (result == 0 && request == FIONREAD)
    ipc_fault_counted (fd, argument);
  if (result == -1 && errno == EINVAL && request == FIONREAD
      && ipc_fault (fionread_listener))
    return *(int *) argument = 0;
  return result;
}
