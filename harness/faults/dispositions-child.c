/* dispositions-child.c - faults of children and commands.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dispositions.h"

static int
is_caught (int signo)
{
  void (*handler) (int) = fault_installed (signo);

  return handler != SIG_ERR && handler != SIG_DFL && handler != SIG_IGN;
}

int
execv (const char *path, char *const argv[])
{
  sigset_t blocked;
  int signo;

  IPC_REAL (sigprocmask) (SIG_BLOCK, NULL, &blocked);
  for (signo = 1; signo < 32; signo++)
    if (is_caught (signo) && ipc_fault ("exec_ignores_caught"))
      fault_install (signo, SIG_IGN);
    else if (is_caught (signo) && ipc_fault ("exec_blocks_caught"))
      sigaddset (&blocked, signo);
    else if (fault_installed (signo) == SIG_IGN
             && ipc_fault ("exec_restores_default"))
      fault_install (signo, SIG_DFL);
  if (ipc_fault ("exec_ignores_one"))
    fault_install (SIGHUP, SIG_IGN);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &blocked, NULL);
  return IPC_REAL (execv) (path, argv);
}

static void
set_up_child (const sigset_t *pending)
{
  sigset_t none;
  int signo;

  for (signo = 1; signo < 32; signo++)
    {
      if (sigismember (pending, signo) == 1
          && ipc_fault ("fork_keeps_pending"))
        fault_send (signo);
      if (is_caught (signo) && ipc_fault ("fork_resets_actions"))
        fault_install (signo, SIG_DFL);
    }
  sigemptyset (&none);
  if (ipc_fault ("fork_empties_mask"))
    IPC_REAL (sigprocmask) (SIG_SETMASK, &none, NULL);
}

/* What is ignored for a moment is pending no longer.  */
static void
forget_pending (const sigset_t *pending)
{
  struct sigaction sa;
  int signo;

  for (signo = 1; signo < 32; signo++)
    if (sigismember (pending, signo) == 1)
      {
        IPC_REAL (sigaction) (signo, NULL, &sa);
        fault_install (signo, SIG_IGN);
        IPC_REAL (sigaction) (signo, &sa, NULL);
      }
}

pid_t
fork (void)
{
  sigset_t pending;
  pid_t pid;

  IPC_REAL (sigpending) (&pending);
  pid = IPC_REAL (fork) ();
  if (pid == 0)
    set_up_child (&pending);
  else if (ipc_fault ("fork_moves_pending"))
    forget_pending (&pending);
  return pid;
}

pid_t
wait (int *status)
{
  if (fault_installed (SIGCHLD) == SIG_IGN && ipc_fault ("wait_fails_at_once"))
    {
      errno = ECHILD;
      return -1;
    }
  return IPC_REAL (wait) (status);
}

/* The first argument's type is an enumeration of its own in glibc.  */
int
getrusage (__typeof__ (RUSAGE_CHILDREN) who, struct rusage *usage)
{
  static const struct rusage no_usage;
  int result = IPC_REAL (getrusage) (who, usage);

  if (result == 0 && (int) who == RUSAGE_CHILDREN
      && ipc_fault ("rusage_forgets"))
    *usage = no_usage;
  return result;
}

int
system (const char *command)
{
  void (*before) (int) = fault_installed (SIGCHLD);
  int status;

  if (!ipc_fault ("system_defends") || before != SIG_IGN)
    return IPC_REAL (system) (command);
  fault_install (SIGCHLD, SIG_DFL);
  status = IPC_REAL (system) (command);
  fault_install (SIGCHLD, before);
  return status;
}

static int must_ignore;

FILE *
popen (const char *command, const char *mode)
{
  if (ipc_fault ("popen_defends") && fault_installed (SIGCHLD) == SIG_IGN)
    {
      fault_install (SIGCHLD, SIG_DFL);
      must_ignore = 1;
    }
  return IPC_REAL (popen) (command, mode);
}

int
pclose (FILE *stream)
{
  int status = IPC_REAL (pclose) (stream);
  int error = errno;

  if (must_ignore)
    fault_install (SIGCHLD, SIG_IGN);
  must_ignore = 0;
  errno = error;
  return status;
}
