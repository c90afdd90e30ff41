/* isolated.c - what is done where nobody else can be met.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "frame/suite.h"

#include "kill.h"

struct everybody
{
  int error, reached, included;
};

/* Never outside of a private namespace.  */
static int
signal_everybody (int what, void *arg)
{
  struct everybody *e = arg;

  IPC_SETUP (getppid () == 1);
  if (what == 'a')
    e->error = kill_error (-1, SIGHUP);
  return what;
}

/* Two in groups of their own, and the sender.  */
static int
meet_everybody (struct ipc_link *link, void *arg)
{
  struct everybody *e = arg;
  struct start s = { 0, NULL, signal_everybody, NULL };
  struct member m[2], sender;

  IPC_SETUP (getpid () == 1);
  members_start (&m[0], 1);
  members_start (&m[1], 1);
  s.arg = e;
  member_start (&sender, &s);
  IPC_SETUP (ipc_ask (&sender.child.link, 'a') == 'a');
  e->reached = members_caught (m, 2, SIGHUP);
  IPC_SETUP (ipc_ask (&sender.child.link, '?') == '?');
  e->included = sender.tally->n;
  members_end (m, 2);
  member_end (&sender);
  (void) link;
  return 0;
}

IPC_TEST (minus_one)
{
  struct everybody *e = ipc_shared (sizeof *e);
  struct ipc_child first = ipc_isolated_pids (meet_everybody, e);

  IPC_SETUP (ipc_join_exit (&first) == 0);
  if (e->error != 0)
    ipc_observe (ipc_errno_name (e->error));
  else if (e->reached != 2)
    ipc_observef ("%d of 2 others", e->reached);
  else
    ipc_observe (e->included == 0 ? "all but the sender"
                 : e->included == 1 ? "all and the sender"
                 : "the sender more than once");
}

static int lifeline[2];

void
lifeline_open (void)
{
  IPC_SETUP (pipe (lifeline) == 0);
}

void
lifeline_let_go (void)
{
  close (lifeline[1]);
}

int
(identity_take) (pid_t pid, struct ipc_identity *who)
{
  who->pid = pid;
  who->handle = lifeline[0];
  return 0;
}

/* The pipe ends with its only holder, whoever has the pid then.  */
int
(identity_kill) (const struct ipc_identity *who, int signo)
{
  struct pollfd p;

  p.fd = who->handle;
  p.events = POLLIN;
  if (poll (&p, 1, 0) == 0)
    return kill (who->pid, signo);
  errno = ESRCH;
  return -1;
}

void
(identity_drop) (struct ipc_identity *who)
{
  close (who->handle);
}

/* What is known of the first process with a pid (0 if it is there, else an
   errno) while it lives, when it is gone, and under its successor.  */
struct reuse
{
  int chosen;                   /* whether pids can be */
  int taken;                    /* errno of identity_take() */
  int pid[3], identity[3];
  int term;                     /* SIGTERM to the first one, in the end */
  int successor;                /* its wait status */
};

static void
ask_both (struct reuse *r, int when, const struct ipc_identity *who)
{
  r->pid[when] = kill_error (who->pid, 0);
  r->identity[when] = identity_kill (who, 0) == 0 ? 0 : errno;
}

/* Let there be another process with the first one's pid.  */
static int
succeed (struct reuse *r, const struct ipc_identity *who)
{
  struct ipc_link_pair pair;
  struct ipc_link link;
  pid_t pid;

  ipc_link_open (&pair);
  pid = ipc_fork_as (who->pid);
  if (pid == 0)
    {
      link = ipc_link_child (&pair);
      _exit (wait_for_end (&link, NULL));
    }
  r->chosen = pid != -1;
  if (!r->chosen)
    return 0;
  link = ipc_link_parent (&pair);
  ipc_expect (&link, 'r');
  ask_both (r, 2, who);
  r->term = identity_kill (who, SIGTERM) == 0 ? 0 : errno;
  ipc_link_close (&link);
  r->successor = ipc_join_pid (pid);
  return 0;
}

static int
recycle (struct ipc_link *link, void *arg)
{
  struct reuse *r = arg;
  struct ipc_identity who;
  struct ipc_child first;
  int result;

  (void) link;
  lifeline_open ();
  first = ipc_start (wait_for_end, NULL);
  lifeline_let_go ();
  ipc_expect (&first.link, 'r');
  r->taken = identity_take (first.pid, &who) == 0 ? 0 : errno;
  if (r->taken != 0)
    return ipc_join_exit (&first);
  ask_both (r, 0, &who);
  IPC_SETUP (ipc_join_exit (&first) == 0);
  ask_both (r, 1, &who);
  result = succeed (r, &who);
  identity_drop (&who);
  return result;
}

IPC_TEST (zero_pid_reuse)
{
  struct reuse *r = ipc_shared (sizeof *r);
  struct ipc_child first = ipc_isolated_pids (recycle, r);

  IPC_SETUP (ipc_join_exit (&first) == 0);
  if (r->taken == 0 && !r->chosen)
    ipc_not_exercised ("pids cannot be chosen");
  ipc_detail ("under the successor signal 0 gives %s, the identity %s",
              error_word (r->pid[2]), error_word (r->identity[2]));
  if (r->taken != 0)
    ipc_observe (ipc_failure_name (r->taken));
  else if (r->identity[0] != 0 || r->identity[1] != ESRCH
           || r->identity[2] != ESRCH || r->term != ESRCH
           || r->successor != 0)
    ipc_observe ("undefended");
  else
    ipc_observe (r->pid[0] == 0 && r->pid[1] == ESRCH && r->pid[2] == 0
                 ? "shown" : "not shown");
}
