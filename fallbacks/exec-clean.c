/* exec-clean.c - exec() that leaves no signal blocked or ignored.
   SPDX-License-Identifier: BSD-2-Clause

   A handler that executes a program never returns, so its signal and its
   sa_mask stay blocked (hangup.mask_inherited, hangup.sa_mask_inherited).
   Caught signals are not touched: exec() itself sets them to the default,
   and until then, or if exec() fails, their handlers are what must run.
   Signals that are to be HELD cross the exec() pending, and so are not lost
   before the new image has its handlers (hangup.during_startup).  */

#include "process-calls.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "nsig.h"

/* Set the ignored signals to their defaults; IGNORED gets which.  */
static void
unignore (sigset_t *ignored)
{
  struct sigaction sa;
  int signo;

  sigemptyset (ignored);
  for (signo = 1; signo < NSIG; signo++)
    if (signo != SIGKILL && signo != SIGSTOP
        && sigaction (signo, NULL, &sa) == 0 && sa.sa_handler == SIG_IGN)
      {
        sigaddset (ignored, signo);
        sa.sa_handler = SIG_DFL;
        sa.sa_flags = 0;
        sigaction (signo, &sa, NULL);
      }
}

int
ipc_exec_clean (const char *path, char *const argv[], char *const envp[],
                const sigset_t *held)
{
  sigset_t all, none, old, ignored;
  int error;

  sigfillset (&all);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &all, &old);
  unignore (&ignored);
  sigprocmask (SIG_SETMASK, held != NULL ? held : &none, NULL);
  execve (path, argv, envp);
  error = errno;
  sigprocmask (SIG_SETMASK, &all, NULL);
  signals_set (&ignored, SIG_IGN);
  sigprocmask (SIG_SETMASK, &old, NULL);
  errno = error;
  return -1;
}
