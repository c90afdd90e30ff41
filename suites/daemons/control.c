/* control.c - a terminal that is set from the background.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

enum { SET, GROUP, FLUSH, FLOW, CALLS };
static const char *const names[] =
  { "tcsetattr", "tcsetpgrp", "tcflush", "tcflow" };

/* Set or clear FLAG.  */
static int
set_flag (tcflag_t flag, int set)
{
  struct termios t;

  IPC_SETUP (tcgetattr (daemons_tty, &t) == 0);
  t.c_lflag = set ? t.c_lflag | flag : t.c_lflag & ~flag;
  return tcsetattr (daemons_tty, TCSANOW, &t);
}

static int
is_set (tcflag_t flag)
{
  struct termios t;

  IPC_SETUP (tcgetattr (daemons_tty, &t) == 0);
  return (t.c_lflag & flag) != 0;
}

/* The terminal's other side.  */
static struct ipc_pty pty;

/* Whether the terminal has something to read: by select(), for not every
   poll() knows terminals.  WAIT: until it has.  */
static int
has_input (int wait)
{
  struct timeval now = { 0, 0 };
  fd_set set;
  int n;

  FD_ZERO (&set);
  FD_SET (daemons_tty, &set);
  n = select (daemons_tty + 1, &set, NULL, NULL, wait ? NULL : &now);
  IPC_SETUP (n != -1);
  return n;
}

/* tcflush() of what has been typed.  */
static int
flush_typed (void)
{
  ipc_pty_type (&pty, "typed\n");
  has_input (1);
  if (tcflush (daemons_tty, TCIFLUSH) == -1)
    return -1;
  errno = 0;
  return has_input (0) ? -1 : 0;
}

/* Make that call.  Those that succeed without effect fail with 0.  */
static int
control (int what)
{
  int echo;

  switch (what)
    {
    case SET:
      echo = is_set (ECHO);
      if (set_flag (ECHO, !echo) == -1)
        return -1;
      errno = 0;
      return is_set (ECHO) == !echo ? 0 : -1;
    case GROUP:
      if (tcsetpgrp (daemons_tty, getpgrp ()) == -1)
        return -1;
      errno = 0;
      return tcgetpgrp (daemons_tty) == getpgrp () ? 0 : -1;
    case FLUSH:
      return flush_typed ();
    default:
      return tcflow (daemons_tty, TCOON);
    }
}

/* How the terminal has TOSTOP, or the child SIGTTOU.  */
enum way { PLAIN, WITH_TOSTOP, IGNORED, BLOCKED, WAYS };

struct try
{
  int what;
  enum way way;
};

static int
run_control (struct ipc_link *link, void *arg)
{
  const struct try *t = arg;

  ipc_expect (link, 'g');
  if (t->way == IGNORED)
    ipc_handle (SIGTTOU, SIG_IGN, 0);
  if (t->way == BLOCKED)
    ipc_block (SIGTTOU);
  return control (t->what) == 0 ? 0 : 1;
}

/* What came of each; STOPPED is the signal.  */
struct seen
{
  int stopped, worked;
};

struct scene
{
  struct ipc_witness orphan;
  struct seen (*seen)[WAYS];    /* of each call; shared */
  int *errors;                  /* of the orphan's calls, 0 if none; shared */
};

static struct seen
in_background (int what, enum way way)
{
  struct try t = { what, way };
  struct ipc_child child = ipc_start (run_control, &t);
  struct seen seen = { 0, 0 };
  int status;

  ipc_pty_group (child.pid);
  ipc_tell (&child.link, 'g');
  status = ipc_wait_status (child.pid, WUNTRACED);
  seen.worked = WIFEXITED (status) && WEXITSTATUS (status) == 0;
  if (WIFSTOPPED (status))
    {
      seen.stopped = WSTOPSIG (status);
      ipc_end (&child);
    }
  else
    ipc_link_close (&child.link);
  ipc_pty_foreground (daemons_tty, getpgrp ());
  return seen;
}

static int
act_control (int what, void *arg)
{
  const struct scene *s = arg;
  int i;

  for (i = 0; i < CALLS && what == 'c'; i++)
    s->errors[i] = control (i) == 0 ? 0 : errno;
  return what;
}

/* Leads a group in the background and leaves another process in it.  */
static int
leave_orphan (struct ipc_link *link, void *arg)
{
  struct scene *s = arg;

  ipc_expect (link, 'g');
  ipc_witness_start (&s->orphan, act_control, s);
  return 0;
}

static int
lead (struct ipc_link *link, void *arg)
{
  struct scene *s = arg;
  struct ipc_child child;
  int what, way;

  daemons_tty = ipc_pty_session (&pty);
  child = ipc_start (leave_orphan, s);
  ipc_pty_group (child.pid);
  ipc_tell (&child.link, 'g');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_witness_drop (&s->orphan);
  ipc_tell (link, 'o');
  ipc_expect (link, 'g');
  for (what = 0; what < CALLS; what++)
    for (way = 0; way < WAYS; way++)
      {
        IPC_SETUP (set_flag (TOSTOP, way == WITH_TOSTOP) == 0);
        s->seen[what][way] = in_background (what, (enum way) way);
      }
  ipc_tell (link, 'd');
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

/* Whether all calls do in WAY as they do there; says which does not.  */
static int
all (const struct scene *s, enum way way, int stopped)
{
  int i;

  for (i = 0; i < CALLS; i++)
    if (stopped ? s->seen[i][way].stopped != SIGTTOU : !s->seen[i][way].worked)
      {
        ipc_detail ("%s()", names[i]);
        return 0;
      }
  return 1;
}

/* What an orphan's calls gave: how many EIO, and how many nothing wrong; the
   first other one is *OTHER.  */
static int
count_errors (const struct scene *s, int *works, int *other)
{
  int i, eio = 0;

  for (i = 0, *works = 0, *other = -1; i < CALLS; i++)
    {
      eio += s->errors[i] == EIO;
      *works += s->errors[i] == 0;
      if (s->errors[i] != EIO && *other == -1)
        *other = i;
    }
  return eio;
}

static void
observe (const struct scene *s)
{
  int works, other, eio = count_errors (s, &works, &other);

  if (!all (s, IGNORED, 0))
    ipc_observe ("fails while SIGTTOU is ignored");
  else if (!all (s, BLOCKED, 0))
    ipc_observe ("fails while SIGTTOU is blocked");
  else if (works == CALLS && all (s, PLAIN, 0))
    ipc_observe ("no job control");
  else if (!all (s, PLAIN, 1))
    ipc_observe ("does not stop");
  else if (!all (s, WITH_TOSTOP, 1))
    ipc_observe ("does not stop with TOSTOP");
  else if (eio == CALLS || works == CALLS)
    ipc_observe (works == 0 ? "SIGTTOU, or EIO if orphaned"
                 : "SIGTTOU, works if orphaned");
  else
    ipc_observef ("SIGTTOU; if orphaned %d of %d have EIO, %s() %s", eio,
                  CALLS, names[other], s->errors[other] == 0 ? "works"
                  : ipc_errno_name (s->errors[other]));
}

IPC_TEST (bg_tty_control)
{
  struct scene s;
  struct ipc_child leader;

  ipc_pty_open (&pty);
  s.seen = ipc_shared (CALLS * sizeof *s.seen);
  s.errors = ipc_shared (CALLS * sizeof *s.errors);
  ipc_witness_prepare (&s.orphan);
  leader = ipc_start (lead, &s);
  ipc_expect (&leader.link, 'o');
  IPC_SETUP (ipc_witness_meet (&s.orphan));
  IPC_SETUP (ipc_ask (&s.orphan.link, 'c') == 'c');
  ipc_witness_end (&s.orphan);
  ipc_tell (&leader.link, 'g');
  ipc_expect (&leader.link, 'd');
  observe (&s);
  IPC_SETUP (ipc_join_exit (&leader) == 0);
  close (pty.master);
}
