/* first-process.c - a case that is nobody's init.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "surroundings.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined __linux__
# include <sys/prctl.h>
#elif defined __FreeBSD__
# include <sys/procctl.h>
#endif

#include "frame/names.h"
#include "frame/report.h"
#include "child.h"

/* Who adopts orphans stays so over exec().  */
static void
adopt_nobody (void)
{
#if defined __linux__ && defined PR_SET_CHILD_SUBREAPER
  prctl (PR_SET_CHILD_SUBREAPER, 0);
#elif defined __FreeBSD__ && defined PROC_REAP_RELEASE
  procctl (P_PID, getpid (), PROC_REAP_RELEASE, NULL);
#endif
}

/* Reap whoever ends, until CHILD has, and end as it did; as far as that can
   be, for a first process is immune to signals.  */
static void
stand_in (pid_t child)
{
  int status;
  pid_t ended;

  do
    ended = wait (&status);
  while (ended != child && (ended != -1 || errno == EINTR));
  if (ended == child && WIFSIGNALED (status))
    {
      ipc_say (STDERR_FILENO, "broken: the case was killed by",
               ipc_signal_name (WTERMSIG (status)));
      signal (WTERMSIG (status), SIG_DFL);
      raise (WTERMSIG (status));
    }
  _exit (ended == child && WIFEXITED (status) ? WEXITSTATUS (status)
         : IPC_EXIT_BROKEN);
}

void
ipc_stand_aside (void)
{
  pid_t parent = getpid (), child;

  adopt_nobody ();
  if (parent != 1 && getppid () != 0)
    return;
  /* An inherited SIGCHLD that is ignored would leave no status.  */
  signal (SIGCHLD, SIG_DFL);
  child = fork ();
  IPC_SETUP (child != -1);
  if (child > 0)
    stand_in (child);
  ipc_tie_to_parent (parent);
}
