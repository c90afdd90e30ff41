/* group.c - signals to process groups.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"

#include "kill.h"

/* What is wrong with a signal to the GROUP of M, one of which is stopped, or
   NULL.  */
static const char *
wakes_or_misses (pid_t group, struct member m[3])
{
  struct member *stopped = &m[1];
  int error, wakes, caught;

  member_stop (stopped);
  error = kill_error (-group, SIGHUP);
  wakes = !member_is_stopped (stopped);
  IPC_SETUP (kill (stopped->child.pid, SIGCONT) == 0);
  IPC_SETUP (ipc_ask (&stopped->child.link, '?') == '?');
  caught = ipc_tally_count (stopped->tally, SIGHUP);
  stopped->tally->n = 0;
  return error != 0 ? "refuses a group with a stopped member"
         : wakes ? "continues a stopped member"
         : caught != 1 ? "misses a stopped member"
         : !member_caught (&m[0], SIGHUP, 1)
           || !member_caught (&m[2], SIGHUP, 1)
         ? "misses one beside a stopped member" : NULL;
}

/* All run; one is stopped; the leader has ended.  */
IPC_TEST (pgrp_negative)
{
  struct member m[3];
  pid_t group = members_start (m, 3);
  int error = kill_error (-group, SIGHUP);
  int n = members_caught (m, 3, SIGHUP), left;
  const char *wrong = wakes_or_misses (group, m);

  member_end (&m[0]);
  left = kill_error (-group, SIGHUP);
  if (error != 0)
    ipc_observe (ipc_errno_name (error));
  else if (n != 3)
    ipc_observef ("%d of 3 members", n);
  else if (wrong != NULL)
    ipc_observe (wrong);
  else
    ipc_observe (left != 0 ? "refuses a group without its leader"
                 : members_caught (m + 1, 2, SIGHUP) != 2
                 ? "misses a member without the leader" : "every member");
  members_end (m + 1, 2);
}

/* Another group of this session, one in the sender's group, the sender; and
   a member's pid, which is no group's number.  */
IPC_TEST (pgrp_spares_others)
{
  struct member in[2], other[2], mine;
  pid_t group;
  int error, none, spared;

  group = members_start (in, 2);
  members_start (other, 2);
  member_start (&mine, NULL);
  ipc_block (SIGHUP);
  error = kill_error (-group, SIGHUP);
  IPC_SETUP (members_caught (in, 2, SIGHUP) == 2 || error != 0);
  none = kill_error (-in[1].child.pid, SIGHUP);
  spared = member_caught (&other[0], 0, 0) && member_caught (&other[1], 0, 0);
  ipc_observe (error != 0 ? ipc_errno_name (error)
               : none != ESRCH || !member_caught (&in[0], 0, 0)
                 || !member_caught (&in[1], 0, 0)
               ? "takes a member's pid for the group's"
               : !spared ? "reaches another group"
               : !member_caught (&mine, 0, 0) ? "reaches the sender's group"
               : ipc_is_pending (SIGHUP) ? "reaches the sender"
               : "only the group");
  members_end (in, 2);
  members_end (other, 2);
  member_end (&mine);
}

/* The number of a process that leads no group is no group's.  */
IPC_TEST (pgrp_needs_leader)
{
  struct member m[2];
  int own, group, reached;

  members_start (m, 2);
  own = member_kill (&m[1], -m[1].child.pid, SIGHUP);
  reached = members_caught (m, 2, SIGHUP);
  group = member_kill (&m[1], -getpgid (m[1].child.pid), SIGHUP);
  ipc_detail ("own pid: %s; getpgrp(): %s", error_word (own),
              error_word (group));
  if (members_caught (m, 2, SIGHUP) != 2 || group != 0)
    ipc_observe ("undefended");
  else if (own == ESRCH && reached == 0)
    ipc_observe ("shown");
  else
    ipc_observe (own == 0 ? "not shown" : ipc_errno_name (own));
  members_end (m, 2);
}

IPC_TEST (pgrp_zero)
{
  struct member in[3], other;
  int error, n;

  members_start (in, 3);
  members_start (&other, 1);
  ipc_block (SIGHUP);
  error = member_kill (&in[1], 0, SIGHUP);
  n = members_caught (in, 3, SIGHUP);
  if (error != 0)
    ipc_observe (ipc_errno_name (error));
  else if (n != 3)
    ipc_observef ("%d of 3 members", n);
  else
    ipc_observe (!member_caught (&other, 0, 0) || ipc_is_pending (SIGHUP)
                 ? "reaches another group" : "the own group");
  members_end (in, 3);
  member_end (&other);
}

/* A member whose child is in its group, too, without the case's doing.  */
static int
start_another (int what, void *arg)
{
  if (what == 's')
    member_start (arg, NULL);
  else if (what == 'e')
    member_end (arg);
  else if (what == 'c')
    return member_caught (arg, SIGHUP, 1) ? '1' : '0';
  return what;
}

/* killpg (GROUP, SIGNO), and then its errno; 0 if it succeeds.  */
static int
killpg_error (pid_t group, int signo)
{
  return killpg (group, signo) == 0 ? 0 : errno;
}

/* Where the two forms differ for what cannot be done, or NULL.  The native
   kill() is meant, in the fallback build, too: hence the parentheses.  */
static const char *
errors_differ (pid_t group)
{
  struct member m;
  pid_t gone = members_start (&m, 1);
  int bad, next, none, after = ipc_highest_signal () + 1;

  member_end (&m);
  bad = (kill) (-group, -1) == 0 ? 0 : errno;
  next = (kill) (-group, after) == 0 ? 0 : errno;
  none = (kill) (-gone, 0) == 0 ? 0 : errno;
  return killpg_error (group, -1) != bad || killpg_error (group, after) != next
         ? "differs for a bad signal"
         : killpg_error (group, 0) != 0 ? "differs for signal 0"
         : killpg_error (gone, 0) != none ? "differs for no group" : NULL;
}

IPC_TEST (killpg)
{
  struct member leader, member, grandchild;
  struct start s = { OWN_GROUP, NULL, start_another, NULL };
  const char *differ;
  int by_kill, by_killpg, error;

  s.arg = &grandchild;
  member_start (&leader, &s);
  s.group = leader.child.pid;
  s.act = NULL;
  member_start (&member, &s);
  IPC_SETUP (ipc_ask (&leader.child.link, 's') == 's');
  IPC_SETUP ((kill) (-s.group, SIGHUP) == 0);
  by_kill = member_caught (&leader, SIGHUP, 1)
            + member_caught (&member, SIGHUP, 1)
            + (ipc_ask (&leader.child.link, 'c') == '1');
  error = killpg_error (s.group, SIGHUP);
  by_killpg = member_caught (&leader, SIGHUP, 1)
              + member_caught (&member, SIGHUP, 1)
              + (ipc_ask (&leader.child.link, 'c') == '1');
  ipc_detail ("kill() reaches %d of 3, killpg() %d", by_kill, by_killpg);
  differ = error == 0 ? errors_differ (s.group) : NULL;
  if (error != 0)
    ipc_observe (ipc_failure_name (error));
  else if (by_kill != 3)
    ipc_observe ("kill() misses a member");
  else if (by_killpg == by_kill)
    ipc_observe (differ != NULL ? differ : "as kill()");
  else
    ipc_observe (by_killpg < by_kill ? "misses a member's child"
                 : "reaches more than kill()");
  IPC_SETUP (ipc_ask (&leader.child.link, 'e') == 'e');
  member_end (&leader);
  member_end (&member);
}

static int
lead_and_end (struct ipc_link *link, void *arg)
{
  (void) arg;
  IPC_SETUP (setpgid (0, 0) == 0);
  ipc_tell (link, 'r');
  ipc_expect (link, 'e');
  return 0;
}

/* The group of a zombie, alone; then with a member that lives.  */
IPC_TEST (pgrp_zombies)
{
  struct ipc_child zombie = ipc_start (lead_and_end, NULL);
  struct start s = { 0, NULL, NULL, NULL };
  struct member m;
  int alone, both;

  ipc_expect (&zombie.link, 'r');
  IPC_SETUP (killpg_watch (zombie.pid) == 0);
  s.group = zombie.pid;
  member_start (&m, &s);
  ipc_tell (&zombie.link, 'e');
  ipc_await_zombie (zombie.pid);
  both = kill_error (-zombie.pid, SIGHUP);
  if (both == 0 && !member_caught (&m, SIGHUP, 1))
    both = -1;
  member_end (&m);
  alone = kill_error (-zombie.pid, 0);
  IPC_SETUP (ipc_join_exit (&zombie) == 0);
  if (both != 0)
    ipc_observef ("with a living member: %s",
                  both == -1 ? "lost" : ipc_errno_name (both));
  else
    ipc_observe (alone == 0 ? "succeeds" : ipc_errno_name (alone));
}
