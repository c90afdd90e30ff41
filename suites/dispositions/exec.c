/* exec.c - dispositions over exec().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "instruments/nsig.h"
#include "frame/suite.h"
#include "dispositions.h"

/* A run of ipc_helper.  */
struct run
{
  void (*prepare) (void);       /* in the child, before exec() */
  const char *argument[4];
  int output[2];
};

static int
execute (struct ipc_link *link, void *arg)
{
  struct run *r = arg;
  char path[1024], name[] = "ipc_helper", *argv[6];
  int i;

  (void) link;
  ipc_helper_path ("ipc_helper", path, sizeof path);
  IPC_SETUP (dup2 (r->output[1], 1) == 1);
  argv[0] = name;
  for (i = 0; i < 4; i++)
    argv[i + 1] = (char *) r->argument[i];
  argv[5] = NULL;
  r->prepare ();
  execv (path, argv);
  ipc_broken ("execv(): %s", ipc_errno_name (errno));
}

static void
read_to_end (int fd, char *text, size_t size)
{
  size_t used = 0;
  ssize_t n;

  while ((n = read (fd, text + used, size - 1 - used)) > 0)
    used += (size_t) n;
  IPC_SETUP (n == 0 && used < size - 1);
  text[used] = '\0';
}

/* Run it; what it printed into TEXT, of SIZE bytes.  Returns the wait
   status.  */
static int
run (struct run *r, char *text, size_t size)
{
  struct ipc_child child;

  IPC_SETUP (pipe (r->output) == 0);
  child = ipc_start (execute, r);
  close (r->output[1]);
  read_to_end (r->output[0], text, size);
  close (r->output[0]);
  return ipc_join (&child);
}

/* The line that ipc_helper prints for KEY and the signals of LIST, which
   ends with 0; in TEXT, of SIZE bytes.  */
static void
format_line (char *text, size_t size, const char *key, const int *list)
{
  int signo, i, n;

  n = snprintf (text, size, "%s:", key);
  for (signo = 1; signo < NSIG; signo++)
    for (i = 0; list[i] != 0; i++)
      if (list[i] == signo)
        n += snprintf (text + n, size - (size_t) n, " %s",
                       ipc_signal_name (signo));
  snprintf (text + n, size - (size_t) n, "%s\n", list[0] == 0 ? " none" : "");
}

static const int none[] = { 0 };
static const int ignored[] = { SIGINT, SIGPIPE, SIGTSTP, SIGUSR1, 0 };

static void
ignore_some (void)
{
  int i;

  for (i = 0; ignored[i] != 0; i++)
    IPC_SETUP (signal (ignored[i], SIG_IGN) != SIG_ERR);
}

IPC_TEST (ignored_survives_exec)
{
  struct run r = { ignore_some, { "inherit", "ignored", "caught" }, { 0, 0 } };
  char text[1024], wanted[1024];
  int status = run (&r, text, sizeof text);

  IPC_SETUP (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  format_line (wanted, sizeof wanted, "ignored", ignored);
  format_line (wanted + strlen (wanted), sizeof wanted - strlen (wanted),
               "caught", none);
  if (strcmp (text, wanted) != 0)
    ipc_detail ("%s", text);
  ipc_observe (strcmp (text, wanted) == 0 ? "just those" : "others");
}

static void
catch_some (void)
{
  set_action (SIGUSR1, catch_signal, 0);
  set_action (SIGCHLD, catch_signal, 0);
  set_action (SIGTERM, catch_signal, SA_RESTART | SA_NODEFER);
  IPC_SETUP (signal (SIGHUP, catch_signal) != SIG_ERR);
}

/* See it twice: what is said of the actions, and that one is taken.  */
IPC_TEST (caught_reset_exec)
{
  struct run asks = { catch_some, { "inherit", "ignored", "caught" },
                      { 0, 0 } };
  struct run dies = { catch_some, { "raise", NULL }, { 0, 0 } };
  char text[1024], wanted[1024], number[16];
  int status = run (&asks, text, sizeof text);

  IPC_SETUP (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  format_line (wanted, sizeof wanted, "ignored", none);
  format_line (wanted + strlen (wanted), sizeof wanted - strlen (wanted),
               "caught", none);
  if (strcmp (text, wanted) != 0)
    {
      ipc_detail ("%s", text);
      ipc_observe ("another action");
      return;
    }
  snprintf (number, sizeof number, "%d", SIGTERM);
  dies.argument[1] = number;
  status = run (&dies, text, sizeof text);
  ipc_observe (strcmp (effect_of (status, SIGTERM), "terminates") == 0
               ? "default action" : "default in name only");
}

static void
ignore_children_only (void)
{
  IPC_SETUP (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
}

IPC_TEST (chld_ign_across_exec)
{
  static const int chld[] = { SIGCHLD, 0 };
  struct run r = { ignore_children_only, { "inherit", "ignored" }, { 0, 0 } };
  char text[1024], stays[1024], resets[1024];
  int status = run (&r, text, sizeof text);

  IPC_SETUP (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  format_line (stays, sizeof stays, "ignored", chld);
  format_line (resets, sizeof resets, "ignored", none);
  ipc_observe (strcmp (text, stays) == 0 ? "stays ignored"
               : strcmp (text, resets) == 0 ? "default" : "other signals");
}
