/* exec.c - handlers that execute their program anew.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hangup.h"
#include "frame/suite.h"

/* The daemon's words: NATIVE, or what does without that.  */
static const char *
words (const char *native, const char *clean)
{
  return ipc_takes ("exec_clean") ? clean : native;
}

static int
none (const char *set)
{
  return strcmp (set, "none") == 0;
}

static int
holds (const char *set, int signo)
{
  return strstr (set, ipc_signal_name (signo)) != NULL;
}

IPC_TEST (self_exec)
{
  const char *with = words ("nodefer", "clean"), *trouble = NULL;
  struct daemon d, first;
  int i;

  ipc_need_own_signals ();
  daemon_start (&first, NULL, with);
  d = first;
  if (first.said_pid != (long) first.pid)
    trouble = "is another process";
  else if (strstr (first.argv, with) == NULL)
    trouble = "has other arguments";
  for (i = 1; i <= 5 && trouble == NULL; i++)
    {
      daemon_hang_up (&d);
      if (!daemon_hear_either (&d))
        trouble = "ends";
      else if (!none (d.caught))
        trouble = "is still the old image";
      else if (d.generation != i)
        trouble = "does not start over";
      else if (d.said_pid != first.said_pid || d.parent != first.parent)
        trouble = "is another process";
      else if (strcmp (d.argv, first.argv) != 0)
        trouble = "has other arguments";
      else if (!daemon_hear (&d, "ready"))
        trouble = "does not get ready";
    }
  daemon_kill (&d);
  ipc_detail ("%d generations", d.generation);
  ipc_observe (trouble != NULL ? trouble : "starts over");
}

/* Whether a daemon of these WORDS is hung up as often as one likes.  */
static int
works_each_time (const char *with)
{
  struct daemon d;
  int i, works = 1;

  daemon_start (&d, NULL, with);
  for (i = 0; i < 3 && works; i++)
    works = daemon_restarts (&d) && none (d.mask) && none (d.pending);
  daemon_kill (&d);
  return works;
}

IPC_TEST (mask_inherited)
{
  struct daemon d;
  int shown;

  daemon_start (&d, NULL, "page");
  IPC_SETUP (daemon_restarts (&d));
  shown = holds (d.mask, SIGHUP) && !daemon_restarts (&d)
          && d.generation == 1 && holds (d.pending, SIGHUP);
  daemon_kill (&d);
  if (!works_each_time (words ("nodefer", "clean")))
    ipc_observe ("undefended");
  else
    ipc_observe (shown ? "shown" : "not shown");
}

IPC_TEST (nodefer_fixes)
{
  ipc_observe (works_each_time (words ("nodefer", "clean")) ? "each time"
               : "not the second time");
}

IPC_TEST (unblock_fixes)
{
  ipc_observe (works_each_time (words ("unblock", "clean-held unblock"))
               ? "each time" : "not the second time");
}

static void
block_and_raise (void)
{
  ipc_block (SIGHUP);
  IPC_SETUP (raise (SIGHUP) == 0);
}

/* Two that are pending, three that are blocked.  */
static void
block_and_raise_more (void)
{
  block_and_raise ();
  ipc_block (SIGUSR1);
  ipc_block (SIGTERM);
  IPC_SETUP (raise (SIGUSR1) == 0);
}

/* Whether SET has SIGUSR1, SIGHUP if HANGUP and SIGTERM if TERM, and no
   other.  */
static int
is_set (const char *set, int hangup, int term)
{
  const char *c;
  int n = 1;

  for (c = set; *c != '\0'; c++)
    n += *c == ' ';
  return holds (set, SIGUSR1) && holds (set, SIGHUP) == hangup
         && holds (set, SIGTERM) == term && n == 1 + hangup + term;
}

/* The daemon unblocks SIGHUP after "started": the next generation follows.  */
IPC_TEST (pending_crosses_exec)
{
  static const struct launch raised = { .how = block_and_raise_more,
                                        .may_end = 1 };
  struct daemon d;

  daemon_start (&d, &raised, "unblock window");
  if (strcmp (d.word, "end") == 0)
    ipc_observe ("terminates in exec()");
  else if (!is_set (d.pending, 1, 0))
    ipc_observe (holds (d.pending, SIGHUP) ? "is not what is pending"
                 : "is lost");
  else if (!is_set (d.mask, 1, 1))
    ipc_observe ("stays pending, with another mask");
  else
    {
      daemon_tell (&d, 'g');
      if (!daemon_hear_either (&d))
        ipc_observe (strcmp (d.word, "end") == 0 ? "terminates"
                     : "is not delivered");
      else
        ipc_observe (is_set (d.pending, 0, 0) ? "stays pending"
                     : "is there once more");
    }
  daemon_kill (&d);
}

/* Whether SIGTERM, too, is blocked after a hang-up, and has no effect.  */
static int
term_is_blocked (const char *with)
{
  struct daemon d;
  int blocked, status;

  daemon_start (&d, NULL, with);
  IPC_SETUP (daemon_restarts (&d));
  blocked = holds (d.mask, SIGTERM);
  IPC_SETUP (kill (d.pid, SIGTERM) == 0);
  if (blocked)
    blocked = daemon_ask (&d) && holds (d.pending, SIGTERM);
  status = daemon_end (&d);
  return blocked || !WIFSIGNALED (status) || WTERMSIG (status) != SIGTERM;
}

IPC_TEST (sa_mask_inherited)
{
  int shown = term_is_blocked ("nodefer term-masked");

  if (term_is_blocked (words ("term-masked empty", "term-masked clean")))
    ipc_observe ("undefended");
  else
    ipc_observe (shown ? "shown" : "not shown");
}

static void
replace (const char *name, const char *target)
{
  unlink ("new");
  if (target != NULL)
    IPC_SETUP (symlink (target, "new") == 0);
  else
    {
      FILE *f = fopen ("new", "w");

      IPC_SETUP (f != NULL && fclose (f) == 0);
      IPC_SETUP (chmod ("new", 0600) == 0);
    }
  IPC_SETUP (rename ("new", name) == 0);
}

/* The daemon's file becomes one that nobody may execute, and itself again.  */
IPC_TEST (exec_fails_survives)
{
  static const struct launch by_link = { .path = "./link",
                                         .argv0 = "./link" };
  struct daemon d;
  char helper[1100], ignored[256];

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  replace ("link", helper);
  daemon_start (&d, &by_link, words ("page", "clean"));
  strcpy (ignored, d.ignored);
  replace ("link", NULL);
  daemon_hang_up (&d);
  if (!daemon_hear (&d, "exec") || strcmp (d.error, "EACCES") != 0)
    ipc_observef ("%s", strcmp (d.word, "end") == 0 ? "ends" : d.error);
  else if (!daemon_ask (&d) || d.generation != 0)
    ipc_observe ("EACCES, ends");
  else if (!none (d.mask) || !holds (d.caught, SIGHUP)
           || strcmp (d.ignored, ignored) != 0)
    ipc_observe ("EACCES, goes on with other signals");
  else
    {
      replace ("link", helper);
      ipc_observe (daemon_restarts (&d) ? "EACCES, goes on"
                   : "EACCES, then cannot be hung up");
    }
  daemon_kill (&d);
}

/* How many descriptors five generations have added.  */
static int
added (const char *with)
{
  struct daemon d;
  int before, i;

  daemon_start (&d, NULL, with);
  before = d.descriptors;
  for (i = 0; i < 5; i++)
    {
      daemon_hang_up (&d);
      IPC_SETUP (daemon_hear (&d, "started"));
      IPC_SETUP (daemon_hear (&d, "ready"));
    }
  daemon_kill (&d);
  return d.descriptors - before;
}

IPC_TEST (fds_inherited)
{
  int careless = added ("nodefer opens");
  int careful = added ("nodefer opens-cloexec");

  ipc_detail ("%d more, with close-on-exec %d", careless, careful);
  ipc_observe (careful != 0 ? "undefended" : careless == 5 ? "shown"
               : "not shown");
}

static void
ignore_hangup (void)
{
  ipc_handle (SIGHUP, SIG_IGN, 0);
}

IPC_TEST (nohup_respected)
{
  static const struct launch ignoring = { .how = ignore_hangup };
  struct daemon d;
  int ignored;

  daemon_start (&d, &ignoring, "nodefer respect");
  ignored = holds (d.ignored, SIGHUP);
  daemon_hang_up (&d);
  if (!daemon_ask (&d))
    ipc_observe ("terminates");
  else if (d.generation == 0 && ignored)
    ipc_observe ("stays ignored");
  else
    ipc_observe (!ignored ? "becomes default" : "is caught");
  daemon_kill (&d);
}

/* Whether a daemon survives hang-ups that come before its handler is there:
   in its first image if FIRST, and in its second.  */
static int
survives_startup (const char *with, int first)
{
  struct launch l;
  struct daemon d;
  int survives = 1;

  memset (&l, 0, sizeof l);
  if (first)
    l.how = block_and_raise;
  l.may_end = 1;
  daemon_start (&d, &l, with);
  if (strcmp (d.word, "end") == 0)
    {
      daemon_kill (&d);
      return 0;
    }
  daemon_tell (&d, 'g');
  if (!first)
    {
      survives = daemon_hear (&d, "ready");
      daemon_hang_up (&d);
    }
  survives = survives && daemon_hear_either (&d) && d.generation == 1;
  daemon_hang_up (&d);
  daemon_tell (&d, 'g');
  if (first)
    {
      survives = survives && daemon_hear_either (&d) && d.generation == 2;
      daemon_tell (&d, 'g');
    }
  survives = survives && daemon_hear (&d, "ready") && daemon_ask (&d)
             && none (d.pending);
  daemon_kill (&d);
  return survives;
}

IPC_TEST (during_startup)
{
  int careless = survives_startup ("nodefer window", 0);

  if (!survives_startup (words ("unblock window",
                                "clean-held unblock window"), 1))
    ipc_observe ("undefended");
  else
    ipc_observe (careless ? "not shown" : "shown");
}
