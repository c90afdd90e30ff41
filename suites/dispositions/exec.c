/* exec.c - dispositions over exec().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "nsig.h"
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

/* The line that ipc_helper prints for KEY and the signals of SET; in TEXT,
   of SIZE bytes.  */
static void
format_line (char *text, size_t size, const char *key, const sigset_t *set)
{
  int signo, n, some = 0;

  n = snprintf (text, size, "%s:", key);
  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (set, signo) == 1)
      {
        n += snprintf (text + n, size - (size_t) n, " %s",
                       ipc_signal_name (signo));
        some = 1;
      }
  snprintf (text + n, size - (size_t) n, "%s\n", some ? "" : " none");
}

/* What a program is to start with.  */
static sigset_t ignored, caught_now, blocked;

enum { TEXT = 4096 };

/* What ipc_helper says of that, in TEXT, if it is something else: 'i' the
   signals that are ignored, 'c' caught, 'm' blocked; else 0.  */
static char
finds_otherwise (void (*prepare) (void), char *text)
{
  static const char *const keys[] = { "ignored", "caught", "mask" };
  const sigset_t *sets[] = { &ignored, &caught_now, &blocked };
  struct run r = { NULL, { "inherit", "ignored", "caught", "mask" },
                   { 0, 0 } };
  char wanted[TEXT], *at = text;
  int i, status;

  r.prepare = prepare;
  status = run (&r, text, TEXT);
  IPC_SETUP (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  for (i = 0; i < 3; i++)
    {
      format_line (wanted, sizeof wanted, keys[i], sets[i]);
      if (strncmp (at, wanted, strlen (wanted)) != 0)
        return *keys[i];
      at += strlen (wanted);
    }
  return 0;
}

static void
start_sets (void)
{
  sigemptyset (&ignored);
  sigemptyset (&caught_now);
  sigemptyset (&blocked);
}

/* Whether SIGNO can be ignored, and POSIX says what becomes of that.  */
static int
is_ordinary (int signo)
{
  struct sigaction sa;

  return signo != SIGKILL && signo != SIGSTOP && signo != SIGCHLD
         && !ipc_is_reserved (signo) && sigaction (signo, NULL, &sa) == 0;
}

static void
ignore_and_block (void)
{
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (&ignored, signo) == 1)
      IPC_SETUP (signal (signo, SIG_IGN) != SIG_ERR);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &blocked, NULL) == 0);
}

/* Half of the signals are ignored and the other half is blocked, then the
   other way round.  */
IPC_TEST (ignored_survives_exec)
{
  char text[TEXT], wrong = 0;
  int half, signo;

  ipc_need_own_signals ();
  for (half = 0; half < 2 && wrong == 0; half++)
    {
      start_sets ();
      for (signo = 1; signo < NSIG; signo++)
        if (is_ordinary (signo))
          sigaddset (signo % 2 == half ? &ignored : &blocked, signo);
      wrong = finds_otherwise (ignore_and_block, text);
    }
  if (wrong != 0)
    ipc_detail ("%s", text);
  ipc_observe (wrong == 0 ? "just those" : wrong == 'm' ? "another mask"
               : "others");
}

static void
catch_all (void)
{
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if (is_ordinary (signo))
      ipc_handle (signo, catch_signal, signo % 2 == 0 ? SA_RESTART : 0);
  ipc_handle (SIGCHLD, catch_signal, 0);
  IPC_SETUP (signal (SIGHUP, catch_signal) != SIG_ERR);
}

/* Whether a program that SIGNO was caught in takes its default.  */
static int
dies_by (int signo)
{
  struct run r = { catch_all, { "raise", NULL }, { 0, 0 } };
  char text[TEXT], number[16];

  snprintf (number, sizeof number, "%d", signo);
  r.argument[1] = number;
  return strcmp (effect_of (run (&r, text, sizeof text), signo),
                 "terminates") == 0;
}

/* See it twice: what is said of the actions, and that they are taken.  */
IPC_TEST (caught_reset_exec)
{
  char text[TEXT], wrong;

  ipc_need_own_signals ();
  start_sets ();
  wrong = finds_otherwise (catch_all, text);
  if (wrong != 0)
    ipc_detail ("%s", text);
  ipc_observe (wrong == 'm' ? "blocked afterwards"
               : wrong != 0 ? "another action"
               : dies_by (SIGTERM) && dies_by (SIGHUP) && dies_by (SIGUSR1)
               ? "default action" : "default in name only");
}

static void
ignore_children_only (void)
{
  IPC_SETUP (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
}

IPC_TEST (chld_ign_across_exec)
{
  char text[TEXT];
  int resets;

  ipc_need_own_signals ();
  start_sets ();
  resets = finds_otherwise (ignore_children_only, text) == 0;
  sigaddset (&ignored, SIGCHLD);
  if (!resets && finds_otherwise (ignore_children_only, text) != 0)
    ipc_observe ("other signals");
  else
    ipc_observe (resets ? "default" : "stays ignored");
}
