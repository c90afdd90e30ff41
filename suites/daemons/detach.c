/* detach.c - losing a controlling terminal.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

int daemons_tty = -1;

/* What a process found out when it left; in shared memory.  */
struct detached
{
  pid_t result, pid, group, old_group, session, old_session;
  int error;
  int has_terminal;
  int why_not;
  int in_foreground;            /* tcgetpgrp() still answers */
};

/* A session on a terminal, in which one witness is to leave and one is to
   stay.  The leader and both of them are in the foreground group.  */
struct scene
{
  struct ipc_pty pty;
  struct ipc_child leader;
  struct ipc_witness leaver, stayer;
  struct ipc_tally *tally;      /* the leader's */
  struct detached *found;
  int (*leave) (void);
};

static void
look_around (struct detached *d)
{
  d->pid = getpid ();
  d->group = getpgrp ();
  d->session = getsid (0);
  d->has_terminal = ipc_has_ctty ();
  d->why_not = errno;
  d->in_foreground = tcgetpgrp (daemons_tty) != -1;
}

static int
act (int what, void *arg)
{
  struct scene *s = arg;
  struct detached *d = s->found;

  switch (what)
    {
    case 'l':
      d->old_group = getpgrp ();
      d->old_session = getsid (0);
      errno = 0;
      d->result = s->leave ();
      d->error = errno;
      look_around (d);
      return 'l';
    case 't':
      return ipc_has_ctty () ? 'y' : 'n';
    case 'i':
      ipc_tally_await (s->stayer.tally, SIGINT, 1);
      return 'i';
    case 'I':
      ipc_tally_await (s->stayer.tally, SIGINT, 2);
      return 'I';
    case 'Q':
      ipc_tally_await (s->stayer.tally, SIGQUIT, 1);
      return 'Q';
    case 'S':
      ipc_tally_await (s->stayer.tally, SIGTSTP, 1);
      return 'S';
    default:
      return what;
    }
}

static int
lead (struct ipc_link *link, void *arg)
{
  struct scene *s = arg;

  daemons_tty = ipc_pty_session (&s->pty);
  ipc_tally_begin (s->tally);
  ipc_witness_start (&s->leaver, act, s);
  ipc_witness_start (&s->stayer, act, s);
  return ipc_serve (link, act, s);
}

static void
begin (struct scene *s, int (*leave) (void))
{
  ipc_pty_open (&s->pty);
  s->tally = ipc_shared (sizeof *s->tally);
  s->found = ipc_shared (sizeof *s->found);
  s->leave = leave;
  ipc_witness_prepare (&s->leaver);
  ipc_witness_prepare (&s->stayer);
  s->leader = ipc_start (lead, s);
  IPC_SETUP (ipc_witness_meet (&s->leaver));
  IPC_SETUP (ipc_witness_meet (&s->stayer));
  IPC_SETUP (ipc_ask (&s->leaver.link, 't') == 'y');
  IPC_SETUP (ipc_ask (&s->stayer.link, 't') == 'y');
}

static void
end (struct scene *s)
{
  ipc_witness_end (&s->leaver);
  ipc_witness_end (&s->stayer);
  IPC_SETUP (ipc_join_exit (&s->leader) == 0);
  close (s->pty.master);
}

static int
by_setsid (void)
{
  return (int) setsid ();
}

static int
by_tiocnotty (void)
{
  int fd = open ("/dev/tty", O_RDWR | O_NOCTTY), result, error;

  IPC_SETUP (fd != -1);
  result = ioctl (fd, TIOCNOTTY, 0);
  error = errno;
  close (fd);
  errno = error;
  return result;
}

IPC_TEST (no_ctty)
{
  struct scene s;
  const struct detached *d;

  begin (&s, by_setsid);
  d = s.found;
  ipc_ask (&s.leaver.link, 'l');
  if (d->result == -1)
    ipc_observe (ipc_failure_name (d->error));
  else if (d->has_terminal)
    ipc_observe ("the old one");
  else if (d->in_foreground)
    ipc_observe ("none, but tcgetpgrp() tells its group");
  else if (ipc_ask (&s.leader.link, 't') != 'y'
           || ipc_ask (&s.stayer.link, 't') != 'y')
    ipc_observe ("none, nor has the old session");
  else
    {
      ipc_detail ("open(\"/dev/tty\"): %s", ipc_errno_name (d->why_not));
      ipc_observe ("none");
    }
  end (&s);
}

/* Keys reach all of the foreground group before the next key is typed, so
   what the stayer caught the leaver would have caught.  */
static void
type_keys (struct scene *s)
{
  ipc_pty_key (&s->pty, IPC_KEY_INTR);
  ipc_ask (&s->stayer.link, 'I');
  ipc_pty_key (&s->pty, IPC_KEY_QUIT);
  ipc_ask (&s->stayer.link, 'Q');
  ipc_pty_key (&s->pty, IPC_KEY_SUSP);
  ipc_ask (&s->stayer.link, 'S');
  ipc_ask (&s->leaver.link, 'q');
}

IPC_TEST (fallback_equals)
{
  struct scene s;
  const struct detached *d;
  char caught[200];
  int before;

  begin (&s, by_setsid);
  d = s.found;
  ipc_pty_key (&s.pty, IPC_KEY_INTR);
  ipc_ask (&s.stayer.link, 'i');
  while (ipc_tally_count (s.leaver.tally, SIGINT) == 0)
    ipc_ask (&s.leaver.link, 'q');
  before = s.leaver.tally->n;

  ipc_ask (&s.leaver.link, 'l');
  if (d->result != -1)
    type_keys (&s);
  ipc_detail ("caught: %s", ipc_tally_text (s.leaver.tally, caught,
                                            sizeof caught));
  if (d->result == -1)
    ipc_observe (ipc_failure_name (d->error));
  else if (d->has_terminal)
    ipc_observe ("keeps the terminal");
  else if (d->group != d->pid || d->result != d->pid)
    ipc_observe ("has no group of its own");
  else if (s.leaver.tally->n != before)
    ipc_observe ("gets signals from the keyboard");
  else
    ipc_observe ("detached");
  end (&s);
}

IPC_TEST (tiocnotty)
{
  struct scene s;
  const struct detached *d;

  if (TIOCNOTTY == 0)
    {
      ipc_observe ("absent");
      return;
    }
  begin (&s, by_tiocnotty);
  d = s.found;
  ipc_ask (&s.leaver.link, 'l');
  if (d->result == -1)
    {
      ipc_detail ("TIOCNOTTY: %s", ipc_errno_name (d->error));
      ipc_observe (d->has_terminal ? "refuses" : "fails, but detaches");
    }
  else if (d->has_terminal)
    ipc_observe ("succeeds, but leaves the terminal");
  else if (d->group != d->old_group || d->session != d->old_session)
    ipc_observe ("moves the caller");
  else if (ipc_ask (&s.leader.link, 't') != 'y'
           || ipc_ask (&s.stayer.link, 't') != 'y')
    ipc_observe ("detaches others too");
  else if (s.tally->n + s.stayer.tally->n + s.leaver.tally->n != 0)
    ipc_observe ("signals somebody");
  else
    ipc_observe ("detaches the caller");
  end (&s);
}

/* First the defended form, after fork(): the leaver, which leads nothing.
   Then the leader itself.  */
IPC_TEST (tiocnotty_leader)
{
  struct scene s;
  int defended, hung_up, lost;
  char caught[200];

  if (TIOCNOTTY == 0)
    {
      ipc_observe ("absent");
      return;
    }
  begin (&s, by_tiocnotty);
  ipc_ask (&s.leaver.link, 'l');
  ipc_ask (&s.stayer.link, 'q');
  defended = s.found->result == 0 && !s.found->has_terminal
             && s.stayer.tally->n == 0
             && ipc_ask (&s.stayer.link, 't') == 'y';

  ipc_ask (&s.leader.link, 'l');
  lost = ipc_ask (&s.stayer.link, 't') == 'n';
  hung_up = ipc_tally_count (s.stayer.tally, SIGHUP) > 0;
  ipc_detail ("leader's TIOCNOTTY: %s; the other caught %s and %s its"
              " terminal", ipc_errno_name (s.found->error),
              ipc_tally_text (s.stayer.tally, caught, sizeof caught),
              lost ? "lost" : "kept");
  ipc_observe (!defended ? "undefended"
               : hung_up || lost ? "shown" : "not shown");
  end (&s);
}
