/* handler.c - what goes wrong in a SIGCHLD handler.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "reaper.h"

static volatile sig_atomic_t depth, deepest;

/* Where each reinstallation calls the handler again: deep enough.  */
enum { DEEP_ENOUGH = 10 };

static void
reinstall_first (int signo)
{
  int status;
  pid_t pid;

  (void) signo;
  if (++depth > deepest)
    deepest = depth;
  if (depth < DEEP_ENOUGH)
    signal (SIGCHLD, reinstall_first);
  while ((pid = waitpid (-1, &status, WNOHANG)) > 0)
    note_reaped (pid, status);
  depth--;
}

IPC_TEST (handler_reinstall_after)
{
  ipc_block (SIGCHLD);
  handle_sigchld (reinstall_first);
  make_gate ();
  behind_gate (1);
  behind_gate (2);
  open_gate ();
  admit_sigchld ();
  IPC_SETUP (deepest >= 1);
  collect_rest ();
  ipc_detail ("the handler was %d deep in itself", (int) deepest - 1);
  ipc_observe (!reaper_survives () ? "undefended"
               : deepest > 1 ? "shown" : "not shown");
}

/* The first child calls the handler; it ends the second between two turns
   of its loop, and the third after the last.  */
static struct ipc_child dying[3];
static volatile sig_atomic_t next_to_die = 1;

static void
end_next (void)
{
  int i = next_to_die++;

  ipc_tell (&dying[i].link, 'e');
  ipc_await_zombie (dying[i].pid);
}

static void
end_more (int signo)
{
  int status;
  pid_t pid;

  (void) signo;
  while ((pid = waitpid (-1, &status, WNOHANG)) > 0)
    {
      note_reaped (pid, status);
      if (next_to_die == 1)
        end_next ();
    }
  if (next_to_die == 2)
    end_next ();
}

static int
exit_when_told (struct ipc_link *link, void *arg)
{
  ipc_hear_end (link);
  return *(int *) arg;
}

IPC_TEST (child_dies_in_handler)
{
  int i, lost = 0;

  ipc_block (SIGCHLD);
  ipc_handle (SIGCHLD, end_more, 0);
  for (i = 0; i < 3; i++)
    dying[i] = ipc_start (exit_when_told, &i);
  ipc_tell (&dying[0].link, 'e');
  ipc_await_zombie (dying[0].pid);
  admit_sigchld ();

  for (i = 0; i < 3; i++)
    {
      const struct reaped *r = find_reaped (dying[i].pid);

      lost += r == NULL || !is_status (r->status, i);
      if (i >= next_to_die)
        {
          ipc_tell (&dying[i].link, 'e');
          ipc_await_zombie (dying[i].pid);
        }
      ipc_link_close (&dying[i].link);
    }
  collect_rest ();
  if (lost == 0)
    ipc_observe ("collected");
  else
    ipc_observef ("%d of 3 lost", lost);
}

/* In memory that the case and its child share.  */
static volatile sig_atomic_t *entered;

static void
just_wait (int signo)
{
  (void) signo;
  *entered = 1;
  wait (NULL);
}

/* With another child alive, run a command; say so when that is done.  */
static int
run_command (struct ipc_link *link, void *arg)
{
  int defended = *(int *) arg;
  int status;
  pid_t other;

  make_gate ();
  other = behind_gate (4);
  if (defended)
    IPC_SETUP (reaper_start () == 0 && reaper_watch (other) == 0);
  else
    handle_sigchld (just_wait);
  status = system (":");
  ipc_tell (link, status == 0 ? 'd' : 'f');
  ipc_expect (link, 'g');
  ipc_block (SIGCHLD);
  open_gate ();
  admit_sigchld ();
  return defended && reaper_status (other, &status) == 1
         && is_status (status, 4) ? 0 : 1;
}

/* The blocked child is of no further use: the other one dies with it.  */
IPC_TEST (blocking_wait_after_system)
{
  struct ipc_child child;
  int defended = 0, hangs = 0;

  entered = ipc_shared (sizeof *entered);
  child = ipc_start (run_command, &defended);
  while (!*entered && !ipc_heard (&child.link))
    sched_yield ();
  if (*entered)
    hangs = ipc_await_block_or_tell (&child, "waitpid") == IPC_BLOCKS;
  ipc_detail ("the handler was %scalled", *entered ? "" : "not ");
  ipc_end (&child);

  defended = 1;
  child = ipc_start (run_command, &defended);
  ipc_expect (&child.link, 'd');
  ipc_tell (&child.link, 'g');
  if (ipc_join_exit (&child) != 0)
    ipc_observe ("undefended");
  else
    ipc_observe (hangs ? "shown" : "not shown");
}

static void
stop_at_killed (int signo)
{
  int status;
  pid_t pid;

  (void) signo;
  while ((pid = waitpid (-1, &status, WNOHANG)) > 0)
    {
      note_reaped (pid, status);
      if (!WIFEXITED (status))
        break;
    }
  signal (SIGCHLD, stop_at_killed);
}

/* Two are killed: whatever the order, one comes after a killed one.  */
IPC_TEST (stop_at_signalled)
{
  int left;

  ipc_block (SIGCHLD);
  handle_sigchld (stop_at_killed);
  make_gate ();
  behind_gate (-SIGTERM);
  behind_gate (0);
  behind_gate (-SIGTERM);
  open_gate ();
  admit_sigchld ();
  left = collect_rest ();
  ipc_detail ("left %d of 3", left);
  ipc_observe (left + count_reaped () != 3 ? "loses a child"
               : !reaper_survives () ? "undefended"
               : left > 0 ? "shown" : "not shown");
}

/* errno after a failing call and SIGCHLD's delivery.  */
static int
errno_after_delivery (void)
{
  char byte;

  IPC_SETUP (read (-1, &byte, 1) == -1);
  admit_sigchld ();
  return errno;
}

static void
careless (int signo)
{
  (void) signo;
  while (waitpid (-1, NULL, WNOHANG) > 0)
    continue;
}

static const char *
errno_without_care (void)
{
  handle_sigchld (careless);
  make_gate ();
  behind_gate (0);
  open_gate ();
  return ipc_errno_name (errno_after_delivery ());
}

/* What the interrupted program finds, in memory that the case shares.  */
static struct kept
{
  int after;                    /* errno of a call before the delivery */
  int suspended, error;         /* result and errno of sigsuspend() */
  int statuses;                 /* whether all three are right */
} *kept;

/* Has a child's SIGCHLD delivered while errno is of use, and another's in
   sigsuspend(), before and after which it tells.  One child is waited for by
   the program itself, so that the handler meets ECHILD whichever way it
   waits.  */
static int
be_interrupted (struct ipc_link *link, void *arg)
{
  int mine = 0, status = 0;
  pid_t own, first, second;
  sigset_t none;

  (void) arg;
  IPC_SETUP (reaper_start () == 0);
  make_gate ();
  own = behind_gate (6);
  first = behind_gate (7);
  IPC_SETUP (reaper_watch (own) == 0 && reaper_watch (first) == 0);
  open_gate ();
  IPC_SETUP (waitpid (own, &mine, 0) == own);
  kept->after = errno_after_delivery ();

  make_gate ();
  second = behind_gate (8);
  IPC_SETUP (reaper_watch (second) == 0);
  open_gate ();
  sigemptyset (&none);
  ipc_tell (link, 's');
  kept->suspended = sigsuspend (&none);
  kept->error = errno;
  ipc_tell (link, 'd');
  kept->statuses = is_status (mine, 6) && reaper_status (first, &status) == 1
                   && is_status (status, 7)
                   && reaper_status (second, &status) == 1
                   && is_status (status, 8);
  collect_rest ();
  return 0;
}

IPC_TEST (errno_status_kept)
{
  struct ipc_child child;

  kept = ipc_shared (sizeof *kept);
  ipc_block (SIGCHLD);
  ipc_detail ("without care: %s", errno_without_care ());
  child = ipc_start (be_interrupted, NULL);
  ipc_expect (&child.link, 's');
  if (ipc_await_released (&child, "sigsuspend") == IPC_BLOCKS)
    {
      ipc_observe ("sigsuspend() does not let it in");
      ipc_end (&child);
      return;
    }
  ipc_expect (&child.link, 'd');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (kept->after != EBADF)
    ipc_observef ("EBADF becomes %s", ipc_errno_name (kept->after));
  else if (kept->suspended != -1 || kept->error != EINTR)
    ipc_observef ("EINTR becomes %s", ipc_errno_name (kept->error));
  else
    ipc_observe (kept->statuses ? "kept" : "a status is lost");
}
