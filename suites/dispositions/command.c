/* command.c - commands while SIGCHLD is ignored.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "frame/suite.h"
#include "dispositions.h"
#include "kit/command.h"

static int
by_system (void)
{
  return system ("exit 3");
}

/* All that the command says is read, so it is no SIGPIPE that ends it.  */
static int
by_pclose (void)
{
  FILE *stream = popen ("echo said; exit 3", "r");
  char text[16];

  IPC_SETUP (stream != NULL);
  IPC_SETUP (fgets (text, sizeof text, stream) == text);
  IPC_SETUP (strcmp (text, "said\n") == 0);
  return pclose (stream);
}

static int
tells_how (int status)
{
  return status != -1 && WIFEXITED (status) && WEXITSTATUS (status) == 3;
}

/* The default action, until the command's status is there.  */
static int
defended (int (*command) (void))
{
  void (*before) (int) = signal (SIGCHLD, SIG_DFL);
  int status;

  IPC_SETUP (before == SIG_IGN);
  status = command ();
  IPC_SETUP (signal (SIGCHLD, before) == SIG_DFL);
  return tells_how (status);
}

static void
show_loss (int (*command) (void))
{
  int status, error;

  ipc_need_commands ();
  IPC_SETUP (tells_how (command ()));
  IPC_SETUP (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
  errno = 0;
  status = command ();
  error = errno;
  ipc_detail ("%d, %s", status, ipc_errno_name (error));
  ipc_observe (installed_action (SIGCHLD) != SIG_IGN
               ? "SIGCHLD is ignored no longer"
               : !defended (command) ? "undefended"
               : tells_how (status) ? "not shown" : "shown");
}

IPC_TEST (chld_ign_system)
{
  show_loss (by_system);
}

IPC_TEST (chld_ign_pclose)
{
  show_loss (by_pclose);
}
