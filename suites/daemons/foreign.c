/* foreign.c - who is in another session, and terminals of one's own making.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

static int
stay (struct ipc_link *link, void *arg)
{
  (void) arg;
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

/* A group of another session, and one in it who leads neither.  */
struct family
{
  pid_t group, member;
};

static int
be_elsewhere (struct ipc_link *link, void *arg)
{
  struct ipc_child group, member;
  struct family f;

  (void) arg;
  ipc_session ();
  group = ipc_start (stay, NULL);
  member = ipc_start (stay, NULL);
  f.group = ipc_pty_group (group.pid);
  f.member = member.pid;
  IPC_SETUP (setpgid (f.member, f.group) == 0);
  ipc_send (link, &f, sizeof f);
  ipc_hear_end (link);
  ipc_end (&group);
  ipc_end (&member);
  return 0;
}

/* What such a call says, which is to say RIGHT.  */
static const char *
says (pid_t answer, pid_t right)
{
  return answer == right ? "tells" : answer == -1 ? ipc_errno_name (errno)
         : "another number";
}

IPC_TEST (getpgid_foreign_session)
{
  struct ipc_child child = ipc_start (be_elsewhere, NULL);
  const char *group, *session;
  struct family f;

  ipc_receive (&child.link, &f, sizeof f);
  IPC_SETUP (getsid (0) != child.pid);
  group = says (getpgid (f.member), f.group);
  session = says (getsid (f.member), child.pid);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (group == session)
    ipc_observe (*group == 't' ? "tell both" : group);
  else if (*group == 't' && *session == 'E')
    ipc_observef ("%s from getsid() alone", session);
  else
    ipc_observef ("getpgid(): %s; getsid(): %s", group, session);
}

/* By which step a terminal is acquired: 0 by none.  */
static int
make_terminal (struct ipc_link *link, void *arg)
{
  int master, slave;
  const char *name;

  (void) arg;
  ipc_session ();
  IPC_SETUP (!ipc_has_ctty ());
  master = posix_openpt (O_RDWR | O_NOCTTY);
  if (master == -1 || grantpt (master) == -1 || unlockpt (master) == -1
      || (name = ptsname (master)) == NULL)
    ipc_not_exercised ("no pty");
  if (ipc_has_ctty ())
    {
      ipc_tell (link, 'm');
      return 0;
    }
  slave = open (name, O_RDWR | O_NOCTTY);
  IPC_SETUP (slave != -1);
  if (ipc_has_ctty ())
    ipc_tell (link, 's');
  else
    {
      ipc_pty_build (slave);
      ipc_tell (link, ipc_has_ctty () ? 'p' : 'n');
    }
  return 0;
}

IPC_TEST (streams_push_ctty)
{
  struct ipc_child child = ipc_start (make_terminal, NULL);
  int step = ipc_hear_end (&child.link);

  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (step == 'n' ? "has none"
               : step == 'm' ? "by opening the master"
               : step == 's' ? "by opening the slave"
               : "by pushing modules");
}
