/* daemons-session.c - faults of sessions, process groups and terminals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "daemons.h"

/* The groups that this process has made, for daemons-exit.c; in a new
   process, of its parent before.  */
pid_t fault_groups[FAULT_MOST_GROUPS];
int fault_n_groups;

/* setsid() where the platform would refuse.  */
static pid_t
refused_setsid (void)
{
  int leads = getpgid (0) == getpid ();

  if ((ipc_fault ("setsid_takes_leader") && leads)
      || (ipc_fault ("setsid_forgets_group") && !leads))
    return getpid ();
  if (ipc_fault ("setsid_einval"))
    errno = EINVAL;
  return -1;
}

pid_t
setsid (void)
{
  static int refused;
  pid_t result;

  if (ipc_fault ("setsid_missing"))
    {
      errno = ENOSYS;
      return -1;
    }
  if (ipc_fault ("setsid_keeps_session"))
    return IPC_REAL (setpgid) (0, 0) == 0 ? getpid () : -1;
  if (ipc_fault ("setsid_forever") && refused)
    {
      errno = EPERM;
      return -1;
    }
  result = IPC_REAL (setsid) ();
  refused = result == -1 && errno == EPERM;
  if (refused)
    return refused_setsid ();
  if (ipc_fault ("setsid_interrupts"))
    raise (SIGINT);
  return ipc_fault ("setsid_returns_zero") ? 0 : result;
}

pid_t
fork (void)
{
  pid_t pid = IPC_REAL (fork) ();

  if (pid == 0 && ipc_fault ("fork_leads"))
    IPC_REAL (setpgid) (0, 0);
  return pid;
}

pid_t
tcgetpgrp (int fd)
{
  pid_t group = IPC_REAL (tcgetpgrp) (fd);

  return group == -1 && ipc_fault ("tcgetpgrp_remembers") ? getpid () : group;
}

int
tcsetattr (int fd, int when, const struct termios *t)
{
  struct termios changed = *t;

  if (ipc_fault ("tostop_unset"))
    changed.c_lflag &= ~(tcflag_t) TOSTOP;
  return IPC_REAL (tcsetattr) (fd, when, &changed);
}

int
ioctl (int fd, unsigned long request, ...)
{
  va_list args;
  void *argument;

  va_start (args, request);
  argument = va_arg (args, void *);
  va_end (args);
  if (request == TIOCNOTTY && ipc_fault ("notty_keeps"))
    return 0;
  if (request == TIOCNOTTY && ipc_fault ("notty_refuses"))
    {
      errno = ENOTTY;
      return -1;
    }
  if (request == TIOCSCTTY && ipc_fault ("sctty_for_all"))
    IPC_REAL (setsid) ();
  return IPC_REAL (ioctl) (fd, request, argument);
}

static int
wrong_setpgid (int error, pid_t group)
{
  if ((error == EACCES && ipc_fault ("setpgid_after_exec"))
      || (error == EPERM && ipc_fault ("setpgid_any_session")))
    return 0;
  if ((error == ESRCH && ipc_fault ("setpgid_esrch"))
      || (group < 0 && ipc_fault ("setpgid_negative")))
    error = EPERM;
  errno = error;
  return -1;
}

int
setpgid (pid_t pid, pid_t group)
{
  if (pid > 0 && pid == group && fault_n_groups < FAULT_MOST_GROUPS)
    fault_groups[fault_n_groups++] = pid;
  if (pid != 0 && pid != getpid () && getpgid (pid) == getpgid (0)
      && ipc_fault ("setpgid_pretends"))
    return 0;
  if (IPC_REAL (setpgid) (pid, group) == 0)
    return 0;
  return wrong_setpgid (errno, group);
}

int
setpgrp (void)
{
  return ipc_fault ("setpgrp_stays") ? 0 : IPC_REAL (setpgid) (0, 0);
}

pid_t
getpgrp (void)
{
  static pid_t first;

  if (!ipc_fault ("getpgrp_remembers"))
    return IPC_REAL (getpgrp) ();
  if (first == 0)
    first = IPC_REAL (getpgrp) ();
  return first;
}
