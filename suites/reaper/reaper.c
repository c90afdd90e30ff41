/* reaper.c - the page's two REAPERs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "reaper.h"

enum { MOST = 64 };

static struct reaped reaped[MOST];
static volatile sig_atomic_t n_reaped;
static pid_t gated[MOST];
static int n_gated;
static int gate[2];

void
note_reaped (pid_t pid, int status)
{
  if (n_reaped < MOST)
    {
      reaped[n_reaped].pid = pid;
      reaped[n_reaped].status = status;
      n_reaped++;
    }
}

int
count_reaped (void)
{
  return n_reaped;
}

const struct reaped *
find_reaped (pid_t pid)
{
  int i;

  for (i = 0; i < n_reaped; i++)
    if (reaped[i].pid == pid)
      return &reaped[i];
  return NULL;
}

static void
reap_all (int signo)
{
  int error = errno;
  int status;
  pid_t pid;

  (void) signo;
  while ((pid = waitpid (-1, &status, WNOHANG)) > 0)
    note_reaped (pid, status);
  signal (SIGCHLD, reap_all);
  errno = error;
}

int
(reaper_start) (void)
{
  n_reaped = 0;
  return signal (SIGCHLD, reap_all) == SIG_ERR ? -1 : 0;
}

int
(reaper_watch) (pid_t pid)
{
  (void) pid;
  return 0;
}

int
(reaper_status) (pid_t pid, int *status)
{
  const struct reaped *r = find_reaped (pid);

  if (r == NULL)
    return 0;
  *status = r->status;
  reaped[r - reaped].pid = 0;
  return 1;
}

void
admit_sigchld (void)
{
  ipc_unblock (SIGCHLD);
  ipc_block (SIGCHLD);
}

void
handle_sigchld (void (*handler) (int))
{
  IPC_SETUP (signal (SIGCHLD, handler) != SIG_ERR);
}

void
make_gate (void)
{
  int held = ipc_hold ();

  n_gated = 0;
  IPC_SETUP (pipe (gate) == 0);
  ipc_release (held);
}

void
leave_gate (void)
{
  int held = ipc_hold ();

  close (gate[1]);
  ipc_release (held);
}

void
end_at_gate (int how)
{
  char byte;

  ipc_hold ();
  IPC_SETUP (read (gate[0], &byte, 1) == 0);
  if (how < 0)
    kill (getpid (), -how);
  _exit (how);
}

pid_t
behind_gate (int how)
{
  pid_t pid = ipc_fork ();

  if (pid == 0)
    {
      leave_gate ();
      end_at_gate (how);
    }
  IPC_SETUP (n_gated < MOST);
  gated[n_gated++] = pid;
  return pid;
}

void
open_gate (void)
{
  int i;

  leave_gate ();
  close (gate[0]);
  for (i = 0; i < n_gated; i++)
    ipc_await_zombie (gated[i]);
}

int
is_status (int status, int how)
{
  return how < 0 ? WIFSIGNALED (status) && WTERMSIG (status) == -how
                   && !WIFEXITED (status)
         : WIFEXITED (status) && WEXITSTATUS (status) == how
           && !WIFSIGNALED (status);
}

int
collect_rest (void)
{
  int held = ipc_hold ();
  int n = 0;

  while ((waitpid) (-1, NULL, WNOHANG) > 0)
    n++;
  ipc_release (held);
  return n;
}

int
reaper_survives (void)
{
  int status, ok;
  pid_t killed, exits;

  ipc_block (SIGCHLD);
  IPC_SETUP (reaper_start () == 0);
  make_gate ();
  killed = behind_gate (-SIGTERM);
  exits = behind_gate (3);
  IPC_SETUP (reaper_watch (killed) == 0 && reaper_watch (exits) == 0);
  open_gate ();
  admit_sigchld ();
  ok = reaper_status (killed, &status) == 1 && is_status (status, -SIGTERM)
       && reaper_status (exits, &status) == 1 && is_status (status, 3);
  return collect_rest () == 0 && ok;
}

/* The page's first REAPER.  */
static volatile sig_atomic_t runs;

static void
reap_one (int signo)
{
  int status = 0;
  pid_t pid = wait (&status);

  (void) signo;
  runs++;
  note_reaped (pid, status);
  signal (SIGCHLD, reap_one);
}

IPC_TEST (single_wait)
{
  const char *seen = "collects each";
  int i;

  ipc_block (SIGCHLD);
  handle_sigchld (reap_one);
  for (i = 0; i < 5; i++)
    {
      const struct reaped *r;
      pid_t pid;

      make_gate ();
      pid = behind_gate (10 + i);
      open_gate ();
      admit_sigchld ();
      r = find_reaped (pid);
      if (runs != i + 1)
        seen = "no SIGCHLD for each";
      else if (r == NULL)
        seen = "collects another child";
      else if (!is_status (r->status, 10 + i))
        seen = "collects a wrong status";
    }
  if (collect_rest () != 0)
    seen = "leaves a zombie";
  ipc_observe (seen);
}

IPC_TEST (single_wait_misses)
{
  int left;

  ipc_block (SIGCHLD);
  handle_sigchld (reap_one);
  make_gate ();
  behind_gate (1);
  behind_gate (2);
  open_gate ();
  admit_sigchld ();
  IPC_SETUP (runs >= 1);
  left = collect_rest ();
  ipc_detail ("the handler ran %d times, left %d", (int) runs, left);
  ipc_observe (left + count_reaped () != 2 ? "loses a child"
               : !reaper_survives () ? "undefended"
               : left > 0 ? "shown" : "not shown");
}

IPC_TEST (loop)
{
  enum { CHILDREN = 20 };
  pid_t pid[CHILDREN];
  int i, status, collected = 0, left;

  ipc_block (SIGCHLD);
  IPC_SETUP (reaper_start () == 0);
  make_gate ();
  for (i = 0; i < CHILDREN; i++)
    {
      pid[i] = behind_gate (i);
      IPC_SETUP (reaper_watch (pid[i]) == 0);
    }
  open_gate ();
  admit_sigchld ();
  for (i = 0; i < CHILDREN; i++)
    if (reaper_status (pid[i], &status) == 1 && is_status (status, i))
      collected++;
  left = collect_rest ();
  if (collected == CHILDREN && left == 0)
    ipc_observe ("collects all");
  else
    ipc_observef ("collects %d of %d, leaves %d", collected, CHILDREN, left);
}

IPC_TEST (status_map)
{
  static const int how[] =
    { 0, -SIGKILL, 1, -SIGTERM, 127, -SIGUSR1, 255, -SIGHUP, 128 };
  enum { CHILDREN = sizeof how / sizeof *how };
  pid_t pid[CHILDREN];
  int i, status, wrong = 0, missing = 0;

  ipc_block (SIGCHLD);
  IPC_SETUP (reaper_start () == 0);
  make_gate ();
  for (i = 0; i < CHILDREN; i++)
    {
      pid[i] = behind_gate (how[i]);
      IPC_SETUP (reaper_watch (pid[i]) == 0);
    }
  open_gate ();
  admit_sigchld ();
  for (i = CHILDREN - 1; i >= 0; i--)
    if (reaper_status (pid[i], &status) != 1)
      missing++;
    else if (!is_status (status, how[i]))
      wrong++;
  collect_rest ();
  ipc_detail ("%d wrong, %d missing", wrong, missing);
  ipc_observe (missing != 0 ? "some missing"
               : wrong != 0 ? "not its own" : "each its own");
}
