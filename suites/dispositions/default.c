/* default.c - the default actions.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

/* Catch SIGTERM, see that it is caught, give the default back.  */
static int
restore_and_raise (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  ipc_handle (SIGTERM, catch_signal, 0);
  IPC_SETUP (raise (SIGTERM) == 0 && caught == 1);
  IPC_SETUP (signal (SIGTERM, SIG_DFL) != SIG_ERR);
  raise (SIGTERM);
  return caught > 1;
}

IPC_TEST (default_restores)
{
  struct ipc_child child = ipc_start (restore_and_raise, NULL);

  ipc_observe (effect_of (ipc_join (&child), SIGTERM));
}

/* XBD <signal.h> of Issue 7, without SIGPOLL, which it calls obsolescent and
   which BSD ignores.  */
static const struct standard
{
  int signo;
  const char *effect;
} standard[] =
{
  { SIGABRT, "terminates" }, { SIGALRM, "terminates" },
  { SIGBUS, "terminates" }, { SIGCHLD, "is ignored" },
  { SIGCONT, "continues" }, { SIGFPE, "terminates" },
  { SIGHUP, "terminates" }, { SIGILL, "terminates" },
  { SIGINT, "terminates" }, { SIGKILL, "terminates" },
  { SIGPIPE, "terminates" }, { SIGPROF, "terminates" },
  { SIGQUIT, "terminates" }, { SIGSEGV, "terminates" },
  { SIGSTOP, "stops" }, { SIGSYS, "terminates" },
  { SIGTERM, "terminates" }, { SIGTRAP, "terminates" },
  { SIGTSTP, "stops" }, { SIGTTIN, "stops" }, { SIGTTOU, "stops" },
  { SIGURG, "is ignored" }, { SIGUSR1, "terminates" },
  { SIGUSR2, "terminates" }, { SIGVTALRM, "terminates" },
  { SIGXCPU, "terminates" }, { SIGXFSZ, "terminates" }
};
enum { STANDARD = sizeof standard / sizeof *standard };

/* In a group of its own, whose leader's parent is in another group of the
   session: else nothing but SIGSTOP would stop it.  */
static int
take_default (struct ipc_link *link, void *arg)
{
  int signo = *(int *) arg;

  ipc_limit (RLIMIT_CORE, 0);
  IPC_SETUP (setpgid (0, 0) == 0);
  if (signo != SIGKILL && signo != SIGSTOP)
    {
      ipc_handle (signo, catch_signal, 0);
      IPC_SETUP (signal (signo, SIG_DFL) != SIG_ERR);
    }
  raise (signo == SIGCONT ? SIGSTOP : signo);
  if (signo == SIGCONT)
    ipc_hear_end (link);
  return caught > 0;
}

/* What SIGNO does to a child, and the wait status in *STATUS.  */
static const char *
default_effect (int signo, int *status)
{
  struct ipc_child child = ipc_start (take_default, &signo);
  const char *effect;

  *status = ipc_wait_status (child.pid, WUNTRACED);
  effect = effect_of (*status, signo);
  if (!WIFSTOPPED (*status))
    {
      ipc_link_close (&child.link);
      return effect;
    }
  if (signo == SIGCONT)
    {
      IPC_SETUP (kill (child.pid, SIGCONT) == 0);
      effect = has_continued (child.pid) ? "continues" : "does not continue";
    }
  ipc_end (&child);
  return effect;
}

/* Those that do nothing to who is not stopped: not even end a slow call.  */
static const int harmless[] = { SIGCHLD, SIGCONT, SIGURG, 0 };

IPC_TEST (default_actions)
{
  const char *spoilt;
  int i, status;

  for (i = 0; i < STANDARD; i++)
    {
      const char *effect = default_effect (standard[i].signo, &status);

      if (strcmp (effect, standard[i].effect) != 0)
        {
          ipc_observef ("%s %s", ipc_signal_name (standard[i].signo), effect);
          return;
        }
    }
  spoilt = spoilt_call (harmless, SIG_DFL);
  ipc_observe (spoilt != NULL ? spoilt : "each its own");
}

IPC_TEST (default_coreflag)
{
  static const int dumps[] =
  {
    SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGSYS, SIGTRAP
  };
  enum { DUMPS = sizeof dumps / sizeof *dumps };
  int i, status, flag, set = 0;

  for (i = 0; i < DUMPS; i++)
    {
      default_effect (dumps[i], &status);
      IPC_SETUP (WIFSIGNALED (status));
      flag = ipc_core_flag (status);
      set += flag == 1;
    }
  default_effect (SIGTERM, &status);
  ipc_detail ("set for %d of %d signals", set, (int) DUMPS);
  ipc_observe (flag == -1 ? "absent"
               : ipc_core_flag (status) == 1 ? "set for SIGTERM"
               : set == 0 ? "clear" : set == DUMPS ? "set" : "for some set");
}
