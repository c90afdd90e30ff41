/* session.c - setsid().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

/* What a process knows of itself, before and after its setsid().  */
struct place
{
  pid_t pid, group, session;
};

struct report
{
  struct place before, after;
  pid_t result;
  int error;
};

static struct place
look (void)
{
  struct place p;

  p.pid = getpid ();
  p.group = getpgrp ();
  p.session = getsid (0);
  return p;
}

static void
leave (struct report *r)
{
  r->before = look ();
  errno = 0;
  r->result = setsid ();
  r->error = errno;
  r->after = look ();
}

static int
stays (const struct report *r)
{
  return r->before.group == r->after.group
         && r->before.session == r->after.session;
}

static int
leave_and_report (struct ipc_link *link, void *arg)
{
  struct report r;

  (void) arg;
  leave (&r);
  ipc_send (link, &r, sizeof r);
  return 0;
}

IPC_TEST (setsid_new_session)
{
  struct ipc_child child = ipc_start (leave_and_report, NULL);
  struct report r;

  ipc_receive (&child.link, &r, sizeof r);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  IPC_SETUP (r.before.group != r.before.pid);
  if (r.result == -1)
    ipc_observe (ipc_failure_name (r.error));
  else if (r.after.group != r.after.pid)
    ipc_observe ("leads no group");
  else if (r.after.session != r.after.pid)
    ipc_observe ("leads a group of the old session");
  else if (r.result != r.after.group)
    ipc_observe ("returns another id");
  else
    ipc_observe ("leads a session and a group");
}

static int
lead_and_leave (struct ipc_link *link, void *arg)
{
  IPC_SETUP (setpgid (0, 0) == 0);
  IPC_SETUP (getpgrp () == getpid ());
  return leave_and_report (link, arg);
}

IPC_TEST (setsid_eperm)
{
  struct ipc_child child = ipc_start (lead_and_leave, NULL);
  struct report r;

  ipc_receive (&child.link, &r, sizeof r);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (r.result != -1)
    ipc_observe ("succeeds");
  else if (!stays (&r))
    ipc_observe ("fails, but moves the caller");
  else
    ipc_observe (ipc_failure_name (r.error));
}

static int
wait_for_end (struct ipc_link *link, void *arg)
{
  (void) arg;
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

/* A leads a group; B is in it; A moves to the group of C.  */
static int
leave_own_group (struct ipc_link *link, void *arg)
{
  struct report r[2];
  struct ipc_child b, c;

  (void) arg;
  IPC_SETUP (setpgid (0, 0) == 0);
  b = ipc_start (wait_for_end, NULL);
  c = ipc_start (wait_for_end, NULL);
  ipc_pty_group (c.pid);
  IPC_SETUP (setpgid (0, c.pid) == 0);
  IPC_SETUP (getpgid (b.pid) == getpid () && getpgrp () == c.pid);

  leave (&r[0]);
  ipc_link_close (&c.link);
  ipc_end (&b);
  leave (&r[1]);
  ipc_end (&c);
  ipc_send (link, r, sizeof r);
  return 0;
}

IPC_TEST (setsid_eperm_other)
{
  struct ipc_child child = ipc_start (leave_own_group, NULL);
  struct report r[2];

  ipc_receive (&child.link, r, sizeof r);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (r[0].result != -1)
    ipc_observe ("succeeds");
  else if (!stays (&r[0]))
    ipc_observe ("fails, but moves the caller");
  else if (r[0].error != EPERM)
    ipc_observe (ipc_failure_name (r[0].error));
  else if (r[1].result != r[1].after.pid)
    ipc_observe ("EPERM also when they are gone");
  else
    ipc_observe ("EPERM until they are gone");
}

/* The page's order, fork() before setsid(), in a group's leader.  */
static int
lead_and_fork (struct ipc_link *link, void *arg)
{
  pid_t leader = getpid (), pid;
  int status;

  IPC_SETUP (setpgid (0, 0) == 0);
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      ipc_tie_to_parent (leader);
      _exit (leave_and_report (link, arg));
    }
  status = ipc_wait_status (pid, 0);
  return WEXITSTATUS (status);
}

IPC_TEST (fork_makes_nonleader)
{
  struct ipc_child child = ipc_start (lead_and_fork, NULL);
  struct report r;

  ipc_receive (&child.link, &r, sizeof r);
  if (r.before.group == r.before.pid)
    ipc_observe ("leads a group");
  else if (r.before.group != child.pid)
    ipc_observe ("is not in its parent's group");
  else if (r.result == -1)
    ipc_observe (ipc_failure_name (r.error));
  else if (r.result != r.after.pid || r.after.group != r.after.pid)
    ipc_observe ("setsid() makes no leader of it");
  else
    ipc_observe ("leads nothing, setsid() works");
  IPC_SETUP (ipc_join_exit (&child) == 0);
}
