/* interruption.c - how signals interrupt the calls that wait.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "interruption.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>

#include "actions.h"

/* Give or take SA_RESTART.  Returns whether that changed anything.  */
static int
set_restart (int signo, int set)
{
  struct sigaction sa;

  if (IPC_REAL (sigaction) (signo, NULL, &sa) == -1
      || sa.sa_handler == SIG_DFL || sa.sa_handler == SIG_IGN
      || ((sa.sa_flags & SA_RESTART) != 0) == set)
    return 0;
  sa.sa_flags ^= SA_RESTART;
  return IPC_REAL (sigaction) (signo, &sa, NULL) == 0;
}

/* Have what does nothing, by its action or by default, end the call.  */
static void
catch_harmless (struct ipc_interruption *in)
{
  ipc_handler handler;
  int signo;

  for (signo = 1; signo < 32; signo++)
    {
      handler = ipc_fault_installed (signo);
      if (handler == SIG_IGN)
        in->ignored |= 1UL << signo;
      else if (handler == SIG_DFL && (signo == SIGCHLD || signo == SIGURG
                                      || signo == SIGCONT))
        in->defaulted |= 1UL << signo;
      else
        continue;
      ipc_fault_install (signo, ipc_fault_nothing, 0);
    }
}

static void
release_harmless (struct ipc_interruption *in)
{
  int signo;

  for (signo = 1; signo < 32; signo++)
    if (((in->ignored | in->defaulted) & 1UL << signo) != 0)
      ipc_fault_install (signo, (in->ignored & 1UL << signo) != 0 ? SIG_IGN
                                : SIG_DFL, 0);
  in->ignored = in->defaulted = 0;
}

void
ipc_fault_before_wait (struct ipc_interruption *in)
{
  int signo;

  if (in->harmless)
    catch_harmless (in);

  for (signo = 1; (in->restarts || in->interrupted) && signo < 32; signo++)
    if (set_restart (signo, in->restarts))
      in->changed |= 1UL << signo;
  if (in->stop && ipc_fault_installed (SIGCONT) == SIG_DFL)
    {
      ipc_fault_install (SIGCONT, ipc_fault_nothing, 0);
      in->caught = 1;
    }
}

int
ipc_fault_again (struct ipc_interruption *in, int failed)
{
  int error = errno, signo;

  /* Some calls never restart by themselves.  */
  if (failed && error == EINTR && in->restarts)
    return 1;
  for (signo = 1; in->changed != 0 && signo < 32; signo++)
    if ((in->changed & 1UL << signo) != 0)
      set_restart (signo, !in->restarts);
  if (in->caught && ipc_fault_installed (SIGCONT) == ipc_fault_nothing)
    ipc_fault_install (SIGCONT, SIG_DFL, 0);
  if (in->harmless)
    release_harmless (in);
  in->changed = 0;
  in->caught = 0;
  errno = failed && error == EINTR && in->eagain ? EAGAIN : error;
  return 0;
}
