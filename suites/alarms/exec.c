/* exec.c - an alarm that expires after exec().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alarms.h"
#include "helper/helper.h"
#include "frame/suite.h"

/* The wait status of a program that starts with SIGALRM blocked and a timer
   of so many MICROSECONDS before it.  */
static int
status_after (long microseconds)
{
  char helper[1100];
  pid_t pid;

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  pid = ipc_fork ();
  if (pid == 0)
    {
      ipc_block (SIGALRM);
      alarms_catch (SIG_DFL, 0);
      IPC_SETUP (ipc_start_timer (microseconds) == 0);
      execl (helper, helper, "alarm", "inherited", (char *) NULL);
      ipc_broken ("cannot execute %s", helper);
    }
  return ipc_join_pid (pid);
}

const char *
alarms_after_exec (void)
{
  enum { FIRST = 4000, LAST = 1024000 };
  long microseconds = FIRST / 4;
  int status;

  if (ipc_start_timer (0) == -1)
    return NULL;
  /* It must not come before the program has started.  */
  do
    status = status_after (microseconds *= 4);
  while (WIFEXITED (status) && WEXITSTATUS (status) == HELPER_TOO_EARLY
         && microseconds < LAST);
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGALRM)
    return NULL;
  IPC_SETUP (WIFEXITED (status));
  IPC_SETUP (WEXITSTATUS (status) != HELPER_TOO_EARLY);
  return WEXITSTATUS (status) == HELPER_NO_ALARM ? "loses a timer"
         : "keeps it, and it never comes";
}
