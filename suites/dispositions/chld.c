/* chld.c - children that leave no zombie.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

/* Have children leave no zombie; the fallback build has the fallback's way
   instead.  Return 0, or -1 with errno.  */
static int
(ignore_children) (void)
{
  return signal (SIGCHLD, SIG_IGN) == SIG_ERR ? -1 : 0;
}

static int
(leave_no_zombies) (void)
{
  if (SA_NOCLDWAIT == 0)
    return ipc_absent (-1);
  ipc_handle (SIGCHLD, SIG_DFL, SA_NOCLDWAIT);
  return 0;
}

/* The same by the oracle, where there is no waitid().  */
static int
seen_as_zombie (pid_t pid, int options)
{
  char call[40];
  enum ipc_state state;

  for (;;)
    {
      state = ipc_state (pid, call, sizeof call);
      ipc_need_known (state);
      if (state == IPC_ZOMBIE || state == IPC_GONE || options == WNOHANG)
        return state == IPC_ZOMBIE;
      sched_yield ();
    }
}

/* Whether the child PID is a zombie; WNOHANG or 0: then wait until it is
   one, or is no child.  */
static int
is_zombie (pid_t pid, int options)
{
  siginfo_t info;
  int result;

  info.si_pid = 0;
  do
    result = waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT | options);
  while (result == -1 && errno == EINTR);
  if (result == -1 && errno == ENOSYS)
    return seen_as_zombie (pid, options);
  IPC_SETUP (result == 0 || errno == ECHILD);
  return result == 0 && info.si_pid == pid;
}

/* Wait until PID, no child any more, is no process either: a child that
   leaves no zombie may be the last to know.  */
static void
await_gone (pid_t pid)
{
  while (kill (pid, 0) == 0)
    sched_yield ();
  IPC_SETUP (errno == ESRCH);
}

/* What PID, an ending child, leaves.  The second look comes after any handler
   of SIGCHLD.  */
static const char *
remains_of (pid_t pid)
{
  is_zombie (pid, 0);
  if (is_zombie (pid, WNOHANG))
    {
      IPC_SETUP (waitpid (pid, NULL, 0) == pid);
      return "zombie";
    }
  await_gone (pid);
  return "no zombie";
}

IPC_TEST (chld_ign_nozombie)
{
  IPC_SETUP (ignore_children () == 0);
  ipc_observe (remains_of (ending_child (3)));
}

IPC_TEST (chld_ign_wait)
{
  int status = -1;
  pid_t pid, got;

  IPC_SETUP (ignore_children () == 0);
  pid = ending_child (3);
  got = wait (&status);
  ipc_observe (got == -1 ? ipc_errno_name (errno)
               : got == pid && WIFEXITED (status)
                 && WEXITSTATUS (status) == 3 ? "the child"
               : "something else");
}

/* The children of the process that waits; each ends with its gate.  */
struct waiter
{
  int gate[2][2];
};

static int
end_at_gate (struct ipc_link *link, void *arg)
{
  char byte;

  (void) link;
  IPC_SETUP (read (*(int *) arg, &byte, 1) == 0);
  return 4;
}

/* Wait for two children; tell their pids, and then what wait() says.  */
static int
wait_for_both (struct ipc_link *link, void *arg)
{
  struct waiter *w = arg;
  struct ipc_child child;
  int i, error;
  pid_t got;

  IPC_SETUP (ignore_children () == 0);
  for (i = 0; i < 2; i++)
    close (w->gate[i][1]);
  for (i = 0; i < 2; i++)
    {
      child = ipc_start (end_at_gate, &w->gate[i][0]);
      ipc_send (link, &child.pid, sizeof child.pid);
      ipc_link_close (&child.link);
    }
  got = wait (NULL);
  error = got == -1 ? errno : 0;
  ipc_send (link, &error, sizeof error);
  return 0;
}

/* Whether the waiter returns before PID, and then perhaps others, are
   gone.  */
static int
returns_early (struct ipc_child *waiter, pid_t pid)
{
  while (kill (pid, 0) == 0 && !ipc_heard (&waiter->link))
    sched_yield ();
  return ipc_await_block_or_tell (waiter, "wait") == IPC_TELLS;
}

/* Whether the waiter still waits when PID, the last of its children, is no
   process any more.  */
static int
waits_for_nobody (struct ipc_child *waiter, pid_t pid)
{
  while (kill (pid, 0) == 0 && !ipc_heard (&waiter->link))
    sched_yield ();
  return ipc_await_released (waiter, "wait") == IPC_BLOCKS;
}

IPC_TEST (chld_ign_wait_blocks)
{
  struct waiter w;
  struct ipc_child waiter;
  pid_t pid[2];
  int i, error, early;

  for (i = 0; i < 2; i++)
    IPC_SETUP (pipe (w.gate[i]) == 0);
  waiter = ipc_start (wait_for_both, &w);
  ipc_receive (&waiter.link, pid, sizeof pid);
  early = ipc_await_block_or_tell (&waiter, "wait") == IPC_TELLS;
  close (w.gate[0][1]);
  early = early || returns_early (&waiter, pid[0]);
  close (w.gate[1][1]);
  if (waits_for_nobody (&waiter, pid[1]))
    {
      ipc_observe ("blocks for ever");
      ipc_end (&waiter);
      return;
    }
  ipc_receive (&waiter.link, &error, sizeof error);
  ipc_join_exit (&waiter);
  ipc_observe (error == 0 ? "gives a child"
               : early ? "fails while a child lives"
               : error == ECHILD ? "blocks, then ECHILD"
               : ipc_errno_name (error));
}

/* The same without ignoring: the action is the default.  */
IPC_TEST (chld_nocldwait)
{
  const char *left;
  pid_t pid, got;

  if (leave_no_zombies () == -1)
    {
      IPC_SETUP (errno == ENOSYS);
      ipc_observe ("absent");
      return;
    }
  left = remains_of (ending_child (3));
  pid = ending_child (4);
  got = wait (NULL);
  if (*left == 'n' && got != -1)
    left = "no zombie, but wait() gives the child";
  else if (*left == 'n' && errno != ECHILD)
    left = "no zombie, but wait() does not say ECHILD";
  if (*left == 'n')
    await_gone (pid);
  ipc_observe (left);
}

IPC_TEST (chld_nocldwait_signal)
{
  pid_t pid;

  if (SA_NOCLDWAIT == 0)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_block (SIGCHLD);
  ipc_handle (SIGCHLD, catch_signal, SA_NOCLDWAIT);
  pid = ending_child (3);
  if (waitpid (pid, NULL, 0) == pid)
    {
      ipc_observe ("leaves a zombie");
      return;
    }
  if (errno != ECHILD)
    {
      ipc_observef ("leaves none, %s", ipc_errno_name (errno));
      return;
    }
  await_gone (pid);
  ipc_unblock (SIGCHLD);
  ipc_observe (caught == 1 ? "is called" : caught == 0 ? "is not called"
               : "is called too often");
}

IPC_TEST (chld_ign_existing_zombie)
{
  int status;
  pid_t pid = ending_child (3), got;

  ipc_await_zombie (pid);
  IPC_SETUP (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
  got = waitpid (pid, &status, WNOHANG);
  ipc_observe (got == -1 && errno != ECHILD ? ipc_errno_name (errno)
               : got == -1 ? "vanishes"
               : got == pid && WIFEXITED (status)
                 && WEXITSTATUS (status) == 3 ? "can be waited for"
               : "loses its status");
}

/* Whether a child that ends with CODE is a zombie, with that status.  */
static int
keeps_status (int code)
{
  pid_t pid = ending_child (code);
  int status;

  return is_zombie (pid, 0) && waitpid (pid, &status, 0) == pid
         && WIFEXITED (status) && WEXITSTATUS (status) == code;
}

/* Nor may anything stay of having been ignored, or of the flag.  */
IPC_TEST (chld_default_keeps_zombie)
{
  int first, second, third;

  IPC_SETUP (signal (SIGCHLD, SIG_DFL) != SIG_ERR);
  first = keeps_status (5);
  IPC_SETUP (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
  IPC_SETUP (signal (SIGCHLD, SIG_DFL) != SIG_ERR);
  second = keeps_status (6);
  ipc_handle (SIGCHLD, SIG_DFL, SA_NOCLDWAIT);
  ipc_handle (SIGCHLD, SIG_DFL, 0);
  third = keeps_status (7);
  ipc_observe (!first ? "loses the status"
               : !second ? "loses it after SIG_IGN"
               : !third ? "loses it after SA_NOCLDWAIT"
               : "keeps the status");
}

static long
used_time (int who)
{
  struct rusage usage;

  IPC_SETUP (getrusage (who, &usage) == 0);
  return (long) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000
         + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/* Microseconds of processor time, by the child's own account: a slow
   accountant has then counted a tick.  */
enum { WORK = 10000 };

static int
use_time (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  while (used_time (RUSAGE_SELF) < WORK)
    continue;
  return 0;
}

/* How much of a child's time counts for this process.  */
static long
counted_time (void)
{
  long before = used_time (RUSAGE_CHILDREN);
  struct ipc_child child = ipc_start (use_time, NULL);

  ipc_link_close (&child.link);
  if (waitpid (child.pid, NULL, 0) == -1)
    await_gone (child.pid);
  return used_time (RUSAGE_CHILDREN) - before;
}

IPC_TEST (chld_rusage)
{
  long waited_for = counted_time (), ignored;

  IPC_SETUP (ignore_children () == 0);
  ignored = counted_time ();
  ipc_detail ("%ld us if waited for, %ld us if not", waited_for, ignored);
  ipc_observe (waited_for < WORK / 2 ? "never counts"
               : ignored < WORK / 2 ? "does not count" : "counts");
}
