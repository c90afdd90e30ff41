/* system.c - signals while system() waits.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

enum { MOST = 3 };
static const int meant[MOST] = { SIGCHLD, SIGINT, SIGQUIT };

/* What the caller of system() tells, in memory that is shared.  */
struct caller
{
  int gate[2];
  char helper[1100];
  int status;
  int mask_kept, actions_kept;
  int came[MOST];               /* how often, to the caller */
  int later;                    /* a later child's SIGCHLD comes */
};

static int
end_at_once (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return 0;
}

/* Whether the end of a child that is made now is told.  */
static int
hears_child (void)
{
  struct ipc_child child;
  int told;

  ipc_block (SIGCHLD);
  child = ipc_start (end_at_once, NULL);
  ipc_await_zombie (child.pid);
  told = ipc_is_pending (SIGCHLD);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return told;
}

static struct caller *caller;

static void
note (int signo)
{
  int i;

  for (i = 0; i < MOST; i++)
    caller->came[i] += signo == meant[i];
  ipc_restart_handler (signo);
}

/* Install that for all of them, with a mask.  */
static void
handle_all (void)
{
  struct sigaction sa;
  int i;

  memset (&sa, 0, sizeof sa);
  sa.sa_handler = note;
  sa.sa_flags = SA_RESTART;
  sigemptyset (&sa.sa_mask);
  sigaddset (&sa.sa_mask, SIGUSR1);
  for (i = 0; i < MOST; i++)
    IPC_SETUP (sigaction (meant[i], &sa, NULL) == 0);
}

/* Whether they are as handle_all() has left them.  */
static int
are_kept (void)
{
  struct sigaction sa;
  int i;

  for (i = 0; i < MOST; i++)
    if (sigaction (meant[i], NULL, &sa) != 0 || sa.sa_handler != note
        || (sa.sa_flags & SA_RESTART) != SA_RESTART
        || sigismember (&sa.sa_mask, SIGUSR1) != 1)
      return 0;
  return 1;
}

static int
call_system (struct ipc_link *link, void *arg)
{
  struct caller *c = arg;
  char command[1300];
  sigset_t before, after;

  caller = c;
  /* The command is to end with the case.  */
  close (c->gate[1]);
  handle_all ();
  ipc_block (SIGUSR2);
  ipc_get_mask (&before);
  snprintf (command, sizeof command,
            "read x <&%d; exec '%s' inherit mask ignored >seen", c->gate[0],
            c->helper);
  ipc_tell (link, 's');
  c->status = system (command);
  ipc_get_mask (&after);
  c->mask_kept = ipc_sets_differ (&before, &after) == 0;
  c->actions_kept = are_kept ();
  c->later = hears_child ();
  ipc_tell (link, 'd');
  return 0;
}

/* The name of a signal that gets through to a caller that waits, or NULL.  */
static const char *
comes_through (struct ipc_child *child)
{
  int i;

  for (i = 0; i < MOST; i++)
    if (ipc_restart_blocked (child, "waitpid", meant[i]) != IPC_UNMOVED)
      return ipc_signal_name (meant[i]);
  return NULL;
}

/* What the command says that it was started with.  */
static int
command_saw (const char *wanted)
{
  char text[400] = "";
  FILE *f = fopen ("seen", "r");
  size_t n;

  if (f == NULL)
    return 0;
  n = fread (text, 1, sizeof text - 1, f);
  text[n] = '\0';
  fclose (f);
  if (strcmp (text, wanted) != 0)
    ipc_detail ("the command: %s", text);
  return strcmp (text, wanted) == 0;
}

static const char *
afterwards (const struct caller *c)
{
  if (!WIFEXITED (c->status) || WEXITSTATUS (c->status) != 0)
    return "loses the status";
  if (!command_saw ("mask: SIGUSR2\nignored: none\n"))
    return "the command is not as its caller";
  if (!c->mask_kept)
    return "the mask is another";
  if (!c->actions_kept)
    return "a disposition is another";
  if (c->came[1] != 0 || c->came[2] != 0)
    return "SIGINT or SIGQUIT comes later";
  return c->later ? "while it waits" : "a later child is not told of";
}

IPC_TEST (system_mask)
{
  struct caller *c = ipc_shared (sizeof *c);
  struct ipc_child child;
  const char *through;

  ipc_restart_prepare ();
  ipc_helper_path ("ipc_helper", c->helper, sizeof c->helper);
  IPC_SETUP (pipe (c->gate) == 0);
  child = ipc_start (call_system, c);
  ipc_expect (&child.link, 's');
  ipc_await_blocked (child.pid, "waitpid");
  through = comes_through (&child);
  IPC_SETUP (write (c->gate[1], "x\n", 2) == 2);
  ipc_expect (&child.link, 'd');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (through != NULL)
    ipc_observef ("%s gets through", through);
  else
    ipc_observe (afterwards (c));
}
