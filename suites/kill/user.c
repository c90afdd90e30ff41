/* user.c - signals to processes of other users.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "frame/suite.h"

#include "kill.h"

/* A member, but of the user U.  */
static void
start_as (struct member *m, const struct user *u)
{
  struct start s = { 0, NULL, NULL, NULL };

  s.user = u;
  member_start (m, &s);
}

/* Let SENDER signal the group that THEIRS leads and MINE is in: often, for
   what comes of it may depend on whom the system finds first.  The first errno,
   or 0; clears *GOT if a signal misses MINE.  */
static int
signal_mixed (struct member *sender, const struct member *theirs,
              struct member *mine, int *got)
{
  enum { TIMES = 16 };
  int i, error = 0;

  for (i = 0; i < TIMES && error == 0 && *got; i++)
    {
      error = member_kill (sender, -theirs->child.pid, SIGHUP);
      *got = member_caught (mine, SIGHUP, 1);
    }
  return error;
}

IPC_TEST (pgrp_partial_perm)
{
  struct user u = second_user ();
  struct start s = { OWN_GROUP, NULL, NULL, NULL };
  struct member mine, theirs, alone, sender;
  int mixed, refused, got = 1, spared;

  member_start (&theirs, &s);
  member_start (&alone, &s);
  s.group = theirs.child.pid;
  s.user = &u;
  member_start (&mine, &s);
  start_as (&sender, &u);
  mixed = signal_mixed (&sender, &theirs, &mine, &got);
  refused = member_kill (&sender, -alone.child.pid, SIGHUP);
  spared = member_caught (&theirs, 0, 0) && member_caught (&alone, 0, 0);
  ipc_detail ("some: %s; none: %s", error_word (mixed), error_word (refused));
  if (!got || !spared)
    ipc_observe (spared ? "misses who may be signalled"
                 : "reaches who may not be signalled");
  else if (mixed != 0)
    ipc_observe (ipc_errno_name (mixed));
  else
    ipc_observef ("succeeds, %s if for none", error_word (refused));
  member_end (&mine);
  member_end (&theirs);
  member_end (&alone);
  member_end (&sender);
}

IPC_TEST (zero_eperm)
{
  struct user u = second_user ();
  struct member target, sender;
  int zero, hup, spared;

  member_start (&target, NULL);
  start_as (&sender, &u);
  zero = member_kill (&sender, target.child.pid, 0);
  hup = member_kill (&sender, target.child.pid, SIGHUP);
  spared = member_caught (&target, 0, 0);
  if (!spared)
    ipc_observe ("a signal comes through");
  else if (zero == hup)
    ipc_observe (error_word (zero));
  else
    ipc_observef ("%s, but %s for SIGHUP", error_word (zero),
                  error_word (hup));
  member_end (&sender);
  member_end (&target);
}

/* Become, for good, another user than the real one.  */
static int
change_uid (int what, void *arg)
{
  const struct user *to = arg;

  if (what == 'u')
    IPC_SETUP (setuid (to->uid) == 0 && getuid () == to->uid
               && geteuid () == to->uid);
  return what;
}

struct change
{
  struct user real, to;
};

/* Have the real user id REAL and still the right to change it.  */
static int
change_later (struct ipc_link *link, void *arg)
{
  struct change *c = arg;

  IPC_SETUP (setreuid (c->real.uid, 0) == 0);
  ipc_tie_to_parent (getppid ());
  ipc_tell (link, 'r');
  return ipc_serve (link, change_uid, &c->to);
}

/* A parent without privileges, whose child changes its uid.  */
static int
probe_child (struct ipc_link *link, void *arg)
{
  struct change *c = arg;
  struct ipc_child child = ipc_start (change_later, c);
  int error[2];

  ipc_become (c->real.uid, c->real.gid);
  ipc_expect (&child.link, 'r');
  error[0] = kill_error (child.pid, 0);
  IPC_SETUP (ipc_ask (&child.link, 'u') == 'u');
  error[1] = kill_error (child.pid, 0);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_send (link, error, sizeof error);
  return 0;
}

IPC_TEST (zero_uid_changed)
{
  struct change c;
  struct ipc_child parent;
  int error[2];

  c.real = second_user ();
  c.to = third_user ();
  parent = ipc_start (probe_child, &c);
  ipc_receive (&parent.link, error, sizeof error);
  IPC_SETUP (ipc_join_exit (&parent) == 0);
  ipc_observef ("%s, then %s", error_word (error[0]), error_word (error[1]));
}

/* The page's two forms: that something is amiss with PID, and that it looks
   dead.  */
static int
wicked (pid_t pid)
{
  return kill (pid, 0) == -1;
}

static int
looks_dead (pid_t pid)
{
  return !(kill (pid, 0) == 0 || errno == EPERM);
}

struct looks
{
  int live, foreign, foreign_wicked, zombie, zombie_esrch, gone;
};

struct stranger
{
  struct user user;
  pid_t pid;
};

static int
end_at_once (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return 0;
}

static int
look (struct ipc_link *link, void *arg)
{
  const struct stranger *s = arg;
  struct ipc_child child;
  struct looks l;
  struct member m;

  ipc_become (s->user.uid, s->user.gid);
  member_start (&m, NULL);
  l.live = looks_dead (m.child.pid);
  member_end (&m);
  l.foreign = looks_dead (s->pid);
  l.foreign_wicked = wicked (s->pid);
  child = ipc_start (end_at_once, NULL);
  ipc_await_zombie (child.pid);
  l.zombie = looks_dead (child.pid);
  l.zombie_esrch = kill_error (child.pid, 0) == ESRCH;
  IPC_SETUP (ipc_join_exit (&child) == 0);
  l.gone = looks_dead (child.pid);
  ipc_send (link, &l, sizeof l);
  return 0;
}

/* A zombie is where kill.zero_zombie has it.  */
IPC_TEST (zero_looks_dead)
{
  struct stranger s;
  struct member foreign;
  struct ipc_child child;
  struct looks l;

  s.user = second_user ();
  member_start (&foreign, NULL);
  s.pid = foreign.child.pid;
  child = ipc_start (look, &s);
  ipc_receive (&child.link, &l, sizeof l);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  member_end (&foreign);
  ipc_detail ("a zombie looks %s", l.zombie ? "dead" : "alive");
  ipc_observe (l.live ? "the living look dead"
               : l.foreign ? "another user's process looks dead"
               : !l.foreign_wicked ? "another user's process can be signalled"
               : l.zombie != l.zombie_esrch ? "a zombie looks otherwise"
               : l.gone ? "only the dead" : "the dead look alive");
}

/* SIGCONT to, in this order: another's process of the session; one of
   another session; a child in another session.  */
struct continued
{
  struct user user;
  pid_t same, other;
};

static int
lead_session (int what, void *arg)
{
  (void) arg;
  if (what == 's')
    ipc_session ();
  return what;
}

static void
start_session (struct member *m)
{
  struct start s = { 0, NULL, lead_session, NULL };

  member_start (m, &s);
  IPC_SETUP (ipc_ask (&m->child.link, 's') == 's');
}

static int
send_continue (struct ipc_link *link, void *arg)
{
  const struct continued *c = arg;
  struct member own;
  int error[4];

  start_session (&own);
  ipc_become (c->user.uid, c->user.gid);
  error[0] = kill_error (c->same, SIGCONT);
  error[1] = kill_error (c->other, SIGCONT);
  error[2] = kill_error (own.child.pid, SIGCONT);
  error[3] = kill_error (c->same, SIGHUP);
  member_end (&own);
  ipc_send (link, error, sizeof error);
  return 0;
}

static const char *
continue_word (const int error[4])
{
  if (error[1] != EPERM || error[3] != EPERM)
    return "regardless of the session";
  if (error[0] == 0)
    return error[2] == 0 ? "in the session and to descendants"
           : "in the session";
  return error[2] == 0 ? "to descendants" : "by nobody";
}

IPC_TEST (cont_same_session)
{
  struct continued c;
  struct member same, other;
  struct ipc_child sender;
  int error[4];

  c.user = second_user ();
  member_start (&same, NULL);
  start_session (&other);
  c.same = same.child.pid;
  c.other = other.child.pid;
  sender = ipc_start (send_continue, &c);
  ipc_receive (&sender.link, error, sizeof error);
  IPC_SETUP (ipc_join_exit (&sender) == 0);
  ipc_detail ("same session: %s; another: %s; a child in another: %s",
              error_word (error[0]), error_word (error[1]),
              error_word (error[2]));
  ipc_observe (!member_caught (&same, SIGCONT, error[0] == 0)
               ? "succeeds, but does not come" : continue_word (error));
  member_end (&same);
  member_end (&other);
}
