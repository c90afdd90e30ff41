/* acquire.c - getting a controlling terminal again.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

enum way
{
  HAD_ONE_BEFORE,
  DESPITE_NOCTTY,
  BY_OPEN,
  BY_TIOCSCTTY,
  BY_NEITHER
};

/* Try to acquire the terminal NAME as the controlling one.  */
static enum way
acquire (const char *name)
{
  int fd;

  if (ipc_has_ctty ())
    return HAD_ONE_BEFORE;
  fd = open (name, O_RDWR | O_NOCTTY);
  IPC_SETUP (fd != -1);
  ipc_pty_build (fd);
  if (ipc_has_ctty ())
    return DESPITE_NOCTTY;
  fd = open (name, O_RDWR);
  IPC_SETUP (fd != -1);
  if (ipc_has_ctty ())
    return BY_OPEN;
  if (TIOCSCTTY != 0 && ioctl (fd, TIOCSCTTY, 0) == 0 && ipc_has_ctty ())
    return BY_TIOCSCTTY;
  return BY_NEITHER;
}

static const char *
acquired (enum way way)
{
  static const char *const names[] =
    { "has one before", "despite O_NOCTTY", "by open()",
      "only by TIOCSCTTY", "by neither" };

  return names[way];
}

/* setsid() in a process without a terminal; returns whether it worked, and
   observes if not.  */
static int
new_session (struct ipc_link *link)
{
  int error = setsid () == -1 ? errno : 0;

  ipc_send (link, &error, sizeof error);
  return error == 0;
}

static int
hear_new_session (struct ipc_link *link)
{
  int error;

  ipc_receive (link, &error, sizeof error);
  if (error != 0)
    ipc_observe (ipc_failure_name (error));
  return error == 0;
}

static int
leader_acquires (struct ipc_link *link, void *arg)
{
  const struct ipc_pty *pty = arg;

  if (new_session (link))
    ipc_tell (link, (char) acquire (pty->name));
  return 0;
}

IPC_TEST (no_reacquire)
{
  struct ipc_pty pty;
  struct ipc_child child;

  ipc_pty_open (&pty);
  child = ipc_start (leader_acquires, &pty);
  if (hear_new_session (&child.link))
    ipc_observe (acquired ((enum way) ipc_hear (&child.link)));
  IPC_SETUP (ipc_join_exit (&child) == 0);
}

struct orphan
{
  struct ipc_pty pty;
  struct ipc_witness witness;
};

static int
act_acquire (int what, void *arg)
{
  const struct orphan *o = arg;

  (void) what;
  return (int) acquire (o->pty.name);
}

static int
fork_again (struct ipc_link *link, void *arg)
{
  struct orphan *o = arg;

  if (new_session (link))
    ipc_witness_start (&o->witness, act_acquire, o);
  return 0;
}

/* The leader has ended when its child tries.  */
IPC_TEST (double_fork)
{
  struct orphan o;
  struct ipc_child leader;
  int ok, way;

  ipc_pty_open (&o.pty);
  ipc_witness_prepare (&o.witness);
  leader = ipc_start (fork_again, &o);
  ok = hear_new_session (&leader.link);
  IPC_SETUP (ipc_join_exit (&leader) == 0);
  IPC_SETUP (ipc_witness_meet (&o.witness) == ok);
  if (ok)
    {
      way = ipc_ask (&o.witness.link, 'a');
      ipc_observe (way == BY_NEITHER ? "acquires none"
                   : acquired ((enum way) way));
    }
  ipc_witness_end (&o.witness);
}
