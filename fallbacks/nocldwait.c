/* nocldwait.c - children that leave no zombie, by a handler of SIGCHLD.
   SPDX-License-Identifier: BSD-2-Clause

   Where neither ignoring SIGCHLD nor SA_NOCLDWAIT does it: a handler takes
   every child that has ended, and forgets its status.  To wait shows what it
   shows while SIGCHLD is ignored: nothing but ECHILD, when the last child is
   gone.  dispositions.chld_ign_nozombie, .chld_ign_wait,
   .chld_ign_wait_blocks and .chld_nocldwait prove it.  What this does not
   preserve:
     it ends with exec(), which resets what is caught: the new program's
     children leave zombies    dispositions.chld_ign_across_exec
     children count for the parent's times           dispositions.chld_rusage
     a zombie from before vanishes    dispositions.chld_ign_existing_zombie
     slow calls are interrupted where there is no SA_RESTART
     a zombie is there until the handler runs, so not while SIGCHLD is
     blocked.  */

#include "process-calls.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "sigchld.h"

static struct sigaction before;
static volatile sig_atomic_t started;

/* Waits before it puts itself back: see dispositions.cld_handler_order.  */
static void
forget_children (int signo)
{
  int error = errno;
  pid_t pid;

  do
    pid = waitpid (-1, NULL, WNOHANG);
  while (pid > 0 || (pid == -1 && errno == EINTR));
  if (signo != 0)
    sigchld_handle (forget_children, NULL);
  errno = error;
}

int
ipc_nocldwait_start (void)
{
  if (started)
    return 0;
  if (IPC_NO_WNOHANG)
    {
      errno = ENOSYS;
      return -1;
    }
  if (sigchld_handle (forget_children, &before) == -1)
    return -1;
  started = 1;
  forget_children (0);
  return 0;
}

int
ipc_nocldwait_stop (void)
{
  if (!started)
    return 0;
  started = 0;
  return sigaction (SIGCHLD, &before, NULL);
}

/* SIGCHLD is blocked meanwhile: it must not interrupt, and what it would do
   is done here or afterwards.  */
pid_t
ipc_nocldwait_waitpid (pid_t pid, int *status, int options)
{
  sigset_t chld, old;
  int own = 0, error;
  pid_t got;

  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  sigprocmask (SIG_BLOCK, &chld, &old);
  do
    got = waitpid (pid, &own, options);
  while (got > 0 && (WIFEXITED (own) || WIFSIGNALED (own)));
  error = errno;
  sigprocmask (SIG_SETMASK, &old, NULL);
  errno = error;
  if (got > 0 && status != NULL)
    *status = own;
  return got;
}

pid_t
ipc_nocldwait_wait (int *status)
{
  return ipc_nocldwait_waitpid (-1, status, 0);
}
