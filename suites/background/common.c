/* common.c - callers of system(), and what they have in the background.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "background.h"
#include "frame/suite.h"

struct told
{
  int status, error;
};

int
job_system (const char *text)
{
  ipc_need_commands ();
  return system (text);
}

static int
call (struct ipc_link *link, void *arg)
{
  struct job *j = arg;
  struct told told;

  if (j->before != NULL)
    j->before ();
  errno = 0;
  told.status = job_system (j->text);
  told.error = errno;
  ipc_lead_drop (&j->pair);
  ipc_send (link, &told, sizeof told);
  /* The parent looks at this process, too.  */
  ipc_hear_end (link);
  return 0;
}

void
job_start (struct job *j)
{
  ipc_lead_open (&j->pair, "SAY", "HOLD");
  j->caller = ipc_start (call, j);
  j->command = ipc_link_parent (&j->pair);
}

int
job_status (struct job *j)
{
  struct told told;

  ipc_receive (&j->caller.link, &told, sizeof told);
  errno = told.error;
  return told.status;
}

int
job_release (struct job *j)
{
  ssize_t n;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  n = write (j->command.out, "g", 1);
  IPC_SETUP (n == 1 || (n == -1 && errno == EPIPE));
  return n == 1;
}

void
job_end (struct job *j)
{
  ipc_link_close (&j->command);
  ipc_join_exit (&j->caller);
}

int
job_run (const char *text, struct ipc_link *command)
{
  struct ipc_link_pair pair;
  int status;

  ipc_lead_open (&pair, "SAY", "HOLD");
  status = job_system (text);
  *command = ipc_link_parent (&pair);
  return status;
}

void
job_await_end (pid_t pid)
{
  enum ipc_state state;
  char seen[40];

  for (;;)
    {
      state = ipc_state (pid, seen, sizeof seen);
      ipc_need_known (state);
      if (state == IPC_GONE || state == IPC_ZOMBIE)
        return;
      sched_yield ();
    }
}
