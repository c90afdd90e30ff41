/* kill.c - what kill() does to its caller, to a list, to the stopped.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"

#include "kill.h"

static volatile sig_atomic_t caught;

static void
count (int signo)
{
  (void) signo;
  caught++;
}

static void
catch_signal (int signo)
{
  ipc_handle (signo, count, 0);
}

/* The page's hang-up of a whole group, the sender apart; what its "local"
   is in Perl is written out.  */
static int
hang_up_group (void)
{
  struct sigaction ignore, before;
  int result;

  ignore = ipc_action (SIG_IGN, 0);
  IPC_SETUP (sigaction (SIGHUP, &ignore, &before) == 0);
  result = kill (-getpid (), SIGHUP);
  IPC_SETUP (sigaction (SIGHUP, &before, NULL) == 0);
  return result;
}

/* What the leader of a group can tell after hang_up_group(): 'f' if that
   fails, 'm' if a member lives on, 'c' if the leader has caught it, 'd' if it
   does not catch the next one, as before.  */
static char
lead_hang_up (void)
{
  struct ipc_child m[2];
  int i, status, ended = 0;

  for (i = 0; i < 2; i++)
    {
      m[i] = ipc_start (wait_for_end, NULL);
      ipc_expect (&m[i].link, 'r');
    }
  catch_signal (SIGHUP);
  if (hang_up_group () == -1)
    return 'f';
  if (caught != 0)
    return 'c';
  for (i = 0; i < 2; i++)
    {
      status = ipc_join (&m[i]);
      ended += WIFSIGNALED (status) && WTERMSIG (status) == SIGHUP;
    }
  if (ended != 2)
    return 'm';
  IPC_SETUP (kill (getpid (), SIGHUP) == 0);
  return caught == 1 ? 's' : 'd';
}

static int
lead (struct ipc_link *link, void *arg)
{
  (void) arg;
  IPC_SETUP (setpgid (0, 0) == 0);
  ipc_tell (link, lead_hang_up ());
  return 0;
}

IPC_TEST (pgrp_sender_ignores)
{
  struct ipc_child leader = ipc_start (lead, NULL);
  int told = ipc_hear_end (&leader.link);
  int status = ipc_join (&leader);

  if (told == -1 && WIFSIGNALED (status))
    ipc_observef ("%s ends the sender", ipc_signal_name (WTERMSIG (status)));
  else
    ipc_observe (told == 's' ? "only the sender survives"
                 : told == 'm' ? "a member survives"
                 : told == 'c' ? "the sender does not ignore it"
                 : told == 'd' ? "the handler is not restored"
                 : "kill() fails");
}

/* Whether a signal to one's own group has come when kill() returns.  */
static int
lead_and_signal (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  IPC_SETUP (setpgid (0, 0) == 0);
  IPC_SETUP (kill (-getpid (), SIGUSR1) == 0);
  if (caught != 1)
    return 1;
  IPC_SETUP (kill (0, SIGUSR1) == 0);
  return caught == 2 ? 0 : 2;
}

IPC_TEST (self_sync)
{
  static const char *const words[] =
    { "before kill() returns", "late for a group", "late for pid 0" };
  struct ipc_child leader;
  sigset_t set, old;
  int i, result;

  catch_signal (SIGUSR1);
  leader = ipc_start (lead_and_signal, NULL);
  result = ipc_join_exit (&leader);
  for (i = 0; i < 1000 && caught == i; i++)
    IPC_SETUP (kill (getpid (), SIGUSR1) == 0);
  sigemptyset (&set);
  sigaddset (&set, SIGUSR1);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &set, &old) == 0);
  IPC_SETUP (kill (getpid (), SIGUSR1) == 0);
  if (caught != i)
    ipc_observe (i == 1000 ? "comes while blocked" : "late");
  else
    {
      IPC_SETUP (sigprocmask (SIG_SETMASK, &old, NULL) == 0);
      ipc_observe (caught == i + 1 ? words[result] : "late after blocking");
    }
}

/* What the handler of a process that was stopped has seen.  */
struct stopped
{
  volatile int continued, early, users, terms;
};
static struct stopped *seen;

static void
note (int signo)
{
  if (!seen->continued)
    seen->early++;
  if (signo == SIGUSR1)
    seen->users++;
  else
    seen->terms++;
}

static int
note_signals (struct ipc_link *link, void *arg)
{
  struct sigaction sa;

  sa.sa_handler = note;
  sa.sa_flags = 0;
  sigfillset (&sa.sa_mask);
  IPC_SETUP (sigaction (SIGUSR1, &sa, NULL) == 0);
  IPC_SETUP (sigaction (SIGTERM, &sa, NULL) == 0);
  ipc_tell (link, 'r');
  return ipc_serve (link, NULL, arg);
}

static struct ipc_child
start_stopped (void)
{
  struct ipc_child child = ipc_start (note_signals, NULL);

  ipc_expect (&child.link, 'r');
  IPC_SETUP (kill (child.pid, SIGSTOP) == 0);
  IPC_SETUP (ipc_await_stopped (child.pid) == SIGSTOP);
  return child;
}

/* SIGKILL is what waits for nothing.  */
static int
killed_while_stopped (void)
{
  struct ipc_child child = start_stopped ();
  int status;

  IPC_SETUP (kill (child.pid, SIGKILL) == 0);
  status = ipc_join (&child);
  return WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL;
}

IPC_TEST (stopped_target)
{
  struct ipc_child child;
  int status, changed;

  seen = ipc_shared (sizeof *seen);
  child = start_stopped ();
  IPC_SETUP (kill (child.pid, SIGUSR1) == 0);
  IPC_SETUP (kill (child.pid, SIGTERM) == 0);
  changed = waitpid (child.pid, &status, WNOHANG | WCONTINUED) != 0;
  IPC_SETUP (!changed || ipc_has_continued (child.pid, status));
  seen->continued = !changed;
  IPC_SETUP (kill (child.pid, SIGCONT) == 0);
  if (!changed)
    ipc_await_continued (child.pid);
  IPC_SETUP (ipc_ask (&child.link, '?') == '?');
  ipc_detail ("SIGUSR1 %d times, SIGTERM %d times", seen->users, seen->terms);
  ipc_observe (changed ? "continues it"
               : seen->early ? "come while it is stopped"
               : seen->users != 1 || seen->terms != 1 ? "are lost"
               : !killed_while_stopped () ? "SIGKILL waits, too"
               : "wait until it continues");
  IPC_SETUP (ipc_join_exit (&child) == 0);
}

/* Perl's kill(): how many of the N processes were signalled.  */
static int
signal_list (int signo, const pid_t *pids, int n)
{
  int i, signalled = 0;

  for (i = 0; i < n; i++)
    signalled += kill (pids[i], signo) == 0;
  return signalled;
}

static pid_t
gone_pid (void)
{
  struct ipc_child child = ipc_start (wait_for_end, NULL);
  pid_t pid = child.pid;

  ipc_expect (&child.link, 'r');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return pid;
}

/* Whom to send to who may not be signalled, by which user; root sends to
   nobody like that.  */
struct foreign
{
  pid_t pid;
  struct user user;
};

struct counts
{
  int one, mixed, none, delivered;
};

static int
count_lists (struct ipc_link *link, void *arg)
{
  const struct foreign *f = arg;
  struct member m[2];
  struct counts c;
  pid_t list[4];
  int n = 3;

  if (f != NULL)
    {
      ipc_become (f->user.uid, f->user.gid);
      list[n++] = f->pid;
    }
  members_start (m, 2);
  list[0] = m[0].child.pid;
  list[1] = gone_pid ();
  list[2] = m[1].child.pid;
  c.mixed = signal_list (SIGHUP, list, n);
  c.delivered = members_caught (m, 2, SIGHUP);
  c.one = signal_list (SIGHUP, list, 1);
  c.none = signal_list (SIGHUP, list + 1, 1);
  c.delivered += member_caught (&m[0], SIGHUP, 1);
  members_end (m, 2);
  ipc_send (link, &c, sizeof c);
  return 0;
}

IPC_TEST (count)
{
  struct foreign f;
  struct member m;
  struct ipc_child sender;
  struct counts c;
  int root = geteuid () == 0, spared;

  if (root)
    f.user = second_user ();
  member_start (&m, NULL);
  f.pid = m.child.pid;
  sender = ipc_start (count_lists, root ? &f : NULL);
  ipc_receive (&sender.link, &c, sizeof c);
  IPC_SETUP (ipc_join_exit (&sender) == 0);
  spared = member_caught (&m, 0, 0);
  member_end (&m);
  ipc_detail ("%d of %d, %d of 1, %d of 1 that is gone", c.mixed, 3 + root,
              c.one, c.none);
  if (c.mixed != 2 || c.one != 1 || c.none != 0)
    ipc_observe ("counts others");
  else
    ipc_observe (c.delivered == 3 && spared ? "those that were signalled"
                 : "counts what is not delivered");
}
