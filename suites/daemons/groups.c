/* groups.c - setpgid() and its ancestors.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

static int
wait_for_end (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_tell (link, 'r');
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

/* What a process saw of its move into a group of its own.  */
struct move
{
  int result, error;
  pid_t pid, before, after;
};

static int
move_by_setpgid (struct ipc_link *link, void *arg)
{
  struct move m;

  (void) arg;
  m.pid = getpid ();
  m.before = ipc_getpgrp ();
  errno = 0;
  m.result = setpgid (0, 0);
  m.error = errno;
  m.after = ipc_getpgrp ();
  ipc_send (link, &m, sizeof m);
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

static int
move_by_setpgrp (struct ipc_link *link, void *arg)
{
  struct move m;

  (void) arg;
  m.pid = getpid ();
  m.before = ipc_getpgrp ();
  errno = 0;
  m.result = ipc_setpgrp () == -1 ? -1 : 0;
  m.error = errno;
  m.after = ipc_getpgrp ();
  ipc_send (link, &m, sizeof m);
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

/* What went wrong with M, or NULL.  */
static const char *
trouble (const struct move *m)
{
  if (m->before == m->pid)
    return "the child leads before";
  if (m->result == -1)
    return ipc_failure_name (m->error);
  return m->after == m->pid ? NULL : "succeeds, but does not move";
}

/* Which form there is was seen when this was compiled.  */
IPC_TEST (setpgrp)
{
  static int (*const bodies[]) (struct ipc_link *, void *) =
    { move_by_setpgid, move_by_setpgrp };
  const char *wrong = NULL;
  int i;

  for (i = 0; i < 2 && wrong == NULL; i++)
    {
      struct ipc_child child = ipc_start (bodies[i], NULL);
      struct move m;

      ipc_receive (&child.link, &m, sizeof m);
      wrong = trouble (&m);
      if (wrong == NULL && getpgid (child.pid) != child.pid)
        wrong = "only the child sees the move";
      IPC_SETUP (ipc_join_exit (&child) == 0);
    }
  ipc_observe (wrong != NULL ? wrong
               : IPC_SETPGRP_ARGUMENTS == 2 ? "two arguments"
               : "no arguments");
}

/* In a group of another number than any pid that could be mistaken for it:
   a child of the group's leader.  */
static int
lead_and_ask (struct ipc_link *link, void *arg)
{
  pid_t told[3];
  struct ipc_link_pair pair;
  struct ipc_link side;
  pid_t pid;

  (void) arg;
  told[0] = ipc_getpgrp ();
  IPC_SETUP (setpgid (0, 0) == 0);
  told[1] = ipc_getpgrp ();
  ipc_link_open (&pair);
  pid = ipc_fork ();
  if (pid == 0)
    {
      pid_t group = ipc_getpgrp ();

      side = ipc_link_child (&pair);
      ipc_send (&side, &group, sizeof group);
      _exit (0);
    }
  side = ipc_link_parent (&pair);
  ipc_receive (&side, &told[2], sizeof told[2]);
  IPC_SETUP (ipc_join_pid (pid) == 0);
  ipc_send (link, told, sizeof told);
  return 0;
}

IPC_TEST (getpgrp)
{
  pid_t mine = getpgid (0), told[3];
  struct ipc_child child;

  IPC_SETUP (mine != -1);
  child = ipc_start (lead_and_ask, NULL);
  ipc_receive (&child.link, told, sizeof told);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (ipc_getpgrp () != mine || told[0] != mine)
    ipc_observe ("does not tell the inherited group");
  else if (told[1] != child.pid || told[2] != child.pid)
    ipc_observe ("does not tell the new group");
  else
    ipc_observe (IPC_GETPGRP_ARGUMENTS == 1 ? "a pid" : "no argument");
}

/* One rule of setpgid(): that a call gives WANTED, an errno or 0.  */
struct rule
{
  const char *what;
  int wanted, got;
};

static int
attempt (pid_t pid, pid_t group)
{
  errno = 0;
  return setpgid (pid, group) == 0 ? 0 : errno;
}

static int
rule_child (void)
{
  struct ipc_child child = ipc_start (wait_for_end, NULL);
  int error;

  ipc_expect (&child.link, 'r');
  error = attempt (child.pid, child.pid);
  if (error == 0 && getpgid (child.pid) != child.pid)
    error = -1;
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return error;
}

/* Run the helper that copies standard input, until its end.  The link's
   descriptors close when exec() has worked.  */
static int
exec_helper (struct ipc_link *link, void *arg)
{
  const int *input = arg;
  char path[512];

  (void) link;
  ipc_helper_path ("ipc_helper", path, sizeof path);
  IPC_SETUP (dup2 (input[0], 0) == 0);
  close (input[0]);
  close (input[1]);
  execl (path, "ipc_helper", "echo", (char *) NULL);
  IPC_SETUP (!"exec() returns");
  return 1;
}

static int
rule_after_exec (void)
{
  int input[2], error;
  struct ipc_child child;

  IPC_SETUP (pipe (input) == 0);
  child = ipc_start (exec_helper, input);
  IPC_SETUP (ipc_hear_end (&child.link) == -1);
  error = attempt (child.pid, child.pid);
  close (input[0]);
  close (input[1]);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return error;
}

static int
lead_session (struct ipc_link *link, void *arg)
{
  int error;

  ipc_session ();
  error = attempt (0, 0);
  ipc_send (link, &error, sizeof error);
  return wait_for_end (link, arg);
}

static int
join_group (struct ipc_link *link, void *arg)
{
  int error = attempt (0, *(pid_t *) arg);

  ipc_send (link, &error, sizeof error);
  return 0;
}

/* A session leader moves neither itself nor at its parent's wish, and a
   process of another session does not get into its group.  */
static void
rules_of_sessions (int error[3])
{
  struct ipc_child leader = ipc_start (lead_session, NULL), other;

  ipc_receive (&leader.link, &error[0], sizeof *error);
  ipc_expect (&leader.link, 'r');
  error[1] = attempt (leader.pid, getpgid (0));
  other = ipc_start (join_group, &leader.pid);
  ipc_receive (&other.link, &error[2], sizeof *error);
  IPC_SETUP (ipc_join_exit (&other) == 0);
  IPC_SETUP (ipc_join_exit (&leader) == 0);
}

/* A pid that was a child's; nobody with that pid is a child any more.  */
static int
rule_gone (void)
{
  struct ipc_child child = ipc_start (wait_for_end, NULL);
  pid_t pid = child.pid;

  ipc_expect (&child.link, 'r');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return attempt (pid, pid);
}

IPC_TEST (setpgid_rules)
{
  struct rule rules[] =
  {
    { "for a child", 0, 0 },
    { "for a child after exec()", EACCES, 0 },
    { "for a session leader", EPERM, 0 },
    { "for a child that leads a session", EPERM, 0 },
    { "for a group of another session", EPERM, 0 },
    { "for a child that is gone", ESRCH, 0 },
    { "for the parent", ESRCH, 0 },
    { "for a negative group", EINVAL, 0 }
  };
  int of_sessions[3];
  size_t i, n = sizeof rules / sizeof *rules;

  rules[0].got = rule_child ();
  rules[1].got = rule_after_exec ();
  rules_of_sessions (of_sessions);
  for (i = 0; i < 3; i++)
    rules[2 + i].got = of_sessions[i];
  rules[5].got = rule_gone ();
  rules[6].got = attempt (getppid (), getppid ());
  rules[7].got = attempt (0, -1);
  for (i = 0; i < n && rules[i].got == rules[i].wanted; i++)
    continue;
  if (i == n)
    ipc_observe ("every rule holds");
  else if (rules[i].got == -1)
    ipc_observef ("moves nobody %s", rules[i].what);
  else
    ipc_observef ("%s %s", ipc_errno_name (rules[i].got), rules[i].what);
}
