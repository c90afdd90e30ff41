/* common.c - what the cases on handlers share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

struct calls calls;

void
note_call (int signo)
{
  if (calls.n < MOST_CALLS)
    calls.signo[calls.n] = signo;
  calls.n++;
}

int
calls_with (int signo)
{
  int i, found = 0;

  for (i = 0; i < calls.n && i < MOST_CALLS; i++)
    found += calls.signo[i] == signo;
  return found;
}

int
shell_output (const char *command, char *text, size_t size)
{
  FILE *f;
  size_t n;
  int fd[2];
  pid_t pid;

  IPC_SETUP (pipe (fd) == 0);
  pid = ipc_fork ();
  if (pid == 0)
    {
      dup2 (fd[1], STDOUT_FILENO);
      close (fd[0]);
      close (fd[1]);
      execl ("/bin/sh", "sh", "-c", command, (char *) NULL);
      ipc_not_exercised ("/bin/sh cannot be executed");
    }
  close (fd[1]);
  f = fdopen (fd[0], "r");
  IPC_SETUP (f != NULL);
  n = fread (text, 1, size - 1, f);
  text[n] = '\0';
  fclose (f);
  return ipc_join_pid (pid);
}

void
need_own_shell (void)
{
  struct utsname u;
  char machine[200];

  IPC_SETUP (uname (&u) != -1);
  IPC_SETUP (shell_output ("uname -m", machine, sizeof machine) == 0);
  machine[strcspn (machine, "\n")] = '\0';
  if (strcmp (machine, u.machine) != 0)
    ipc_not_exercised ("the shell is another machine's");
}
