/* optional.c - signals that not every system has.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

/* Whether the shell takes NAME for a signal's.  */
static int
shell_traps (const char *name)
{
  char command[80], text[8];
  int status;

  snprintf (command, sizeof command, "(trap : %s) 2>/dev/null && echo yes",
            name);
  status = shell_output (command, text, sizeof text);
  IPC_SETUP (WIFEXITED (status));
  return strcmp (text, "yes\n") == 0;
}

/* Whether what it traps by NAME is SIGNO.  */
static int
traps_that (const char *name, int signo)
{
  char command[80], text[8];
  int status;

  snprintf (command, sizeof command, "trap 'echo yes' %s; kill -%d $$; :",
            name, signo);
  status = shell_output (command, text, sizeof text);
  return WIFEXITED (status) && strcmp (text, "yes\n") == 0;
}

IPC_TEST (names_optional)
{
  char detail[300];
  const char *name;
  int i, signo, trapped, more = 0, fewer = 0;
  size_t used = (size_t) snprintf (detail, sizeof detail, "signal.h has");

  need_own_shell ();
  if (!shell_traps ("TERM") || shell_traps ("NOSUCH"))
    {
      ipc_observe (shell_traps ("NOSUCH") ? "traps any name"
                   : "traps no names");
      return;
    }
  for (i = 0; (name = ipc_optional_signal (i, &signo)) != NULL; i++)
    {
      trapped = shell_traps (name);
      if (trapped && signo != 0 && !traps_that (name, signo))
        {
          ipc_observef ("takes %s for another signal", name);
          return;
        }
      more += trapped && signo == 0;
      fewer += !trapped && signo != 0;
      if (used < sizeof detail && (signo != 0 || trapped))
        used += (size_t) snprintf (detail + used, sizeof detail - used,
                                   " %s%s", name, signo == 0
                                   ? " (shell alone)" : trapped ? ""
                                   : " (not the shell)");
    }
  ipc_detail ("%s", detail);
  ipc_observe (more > 0 && fewer > 0 ? "others" : more > 0 ? "those and more"
               : fewer > 0 ? "fewer" : "just those");
}
