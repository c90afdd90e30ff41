/* terminal.c - who is hung up, and reading in the background.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

struct terminal
{
  struct ipc_pty pty;
  struct ipc_child leader;
  struct ipc_tally *tally;      /* the leader's */
  struct ipc_witness one, two, three;
  volatile long *result;        /* of the last call, and its errno */
};

static void
prepare (struct terminal *t)
{
  t->tally = ipc_shared (sizeof *t->tally);
  t->result = ipc_shared (2 * sizeof *t->result);
  ipc_witness_prepare (&t->one);
  ipc_witness_prepare (&t->two);
}

static void
report (const struct terminal *t)
{
  char leader[200], one[200], two[200];

  ipc_detail ("leader: %s; first: %s; second: %s",
              ipc_tally_text (t->tally, leader, sizeof leader),
              ipc_tally_text (t->one.tally, one, sizeof one),
              ipc_tally_text (t->two.tally, two, sizeof two));
}

/* One and three in the foreground, two in the background, the leader in a
   group of its own.  */
static int
lead_jobs (struct ipc_link *link, void *arg)
{
  struct terminal *t = arg;
  pid_t one;

  daemons_tty = ipc_pty_session (&t->pty);
  ipc_tally_begin (t->tally);
  one = ipc_pty_group (ipc_witness_start (&t->one, NULL, NULL));
  IPC_SETUP (setpgid (ipc_witness_start (&t->three, NULL, NULL), one) == 0);
  ipc_pty_group (ipc_witness_start (&t->two, NULL, NULL));
  ipc_pty_foreground (daemons_tty, one);
  ipc_tell (link, 'r');
  return ipc_serve (link, NULL, NULL);
}

IPC_TEST (leader_exit_hup)
{
  struct terminal t;
  int one, two, three;

  ipc_pty_open (&t.pty);
  prepare (&t);
  ipc_witness_prepare (&t.three);
  t.leader = ipc_start (lead_jobs, &t);
  IPC_SETUP (ipc_witness_meet (&t.one) && ipc_witness_meet (&t.two)
             && ipc_witness_meet (&t.three));
  ipc_expect (&t.leader.link, 'r');
  IPC_SETUP (t.one.tally->n == 0 && t.two.tally->n == 0
             && t.three.tally->n == 0);

  IPC_SETUP (ipc_join_exit (&t.leader) == 0);
  ipc_ask (&t.one.link, 'q');
  ipc_ask (&t.two.link, 'q');
  ipc_ask (&t.three.link, 'q');
  one = ipc_tally_count (t.one.tally, SIGHUP);
  two = ipc_tally_count (t.two.tally, SIGHUP);
  three = ipc_tally_count (t.three.tally, SIGHUP);
  report (&t);
  ipc_observe (one == 0 && three == 0 ? "no SIGHUP"
               : one > 1 || three > 1 ? "SIGHUP more than once"
               : two > 0 ? "SIGHUP to the background too"
               : one + three == 1 ? "SIGHUP to one of the foreground"
               : "SIGHUP to the foreground");
  ipc_witness_end (&t.one);
  ipc_witness_end (&t.two);
  ipc_witness_end (&t.three);
}

static int
act_leave (int what, void *arg)
{
  (void) arg;
  if (what == 'l')
    ipc_session ();
  return what;
}

static int
lead_hung_up (struct ipc_link *link, void *arg)
{
  struct terminal *t = arg;

  daemons_tty = ipc_pty_session (&t->pty);
  close (t->pty.master);
  ipc_tally_begin (t->tally);
  ipc_witness_start (&t->one, act_leave, NULL);
  ipc_witness_start (&t->two, NULL, NULL);
  ipc_tell (link, 'r');
  return ipc_serve (link, NULL, NULL);
}

/* The second witness, in the leader's group, keeps the terminal open when
   the leader is asked; what it gets is left open.  */
IPC_TEST (master_close_hup)
{
  struct terminal t;
  int hups;

  ipc_pty_open (&t.pty);
  prepare (&t);
  t.leader = ipc_start (lead_hung_up, &t);
  IPC_SETUP (ipc_witness_meet (&t.one) && ipc_witness_meet (&t.two));
  ipc_expect (&t.leader.link, 'r');
  ipc_ask (&t.one.link, 'l');
  IPC_SETUP (t.tally->n == 0 && t.one.tally->n == 0);

  IPC_SETUP (close (t.pty.master) == 0);
  ipc_ask (&t.leader.link, 'q');
  ipc_ask (&t.one.link, 'q');
  hups = ipc_tally_count (t.tally, SIGHUP);
  report (&t);
  ipc_observe (hups == 0 ? "no SIGHUP" : hups > 1 ? "SIGHUP more than once"
               : t.one.tally->n > 0 ? "signals also to who has left"
               : "SIGHUP to the leader");
  ipc_witness_end (&t.one);
  ipc_witness_end (&t.two);
  IPC_SETUP (ipc_join_exit (&t.leader) == 0);
}

/* The leader of a session without a terminal: one and two in one group, the
   first stopped, three in another.  */
static int
lead_stopped (struct ipc_link *link, void *arg)
{
  struct terminal *t = arg;
  pid_t one, two;

  ipc_session ();
  one = ipc_witness_start (&t->one, NULL, NULL);
  two = ipc_witness_start (&t->two, NULL, NULL);
  ipc_pty_group (one);
  IPC_SETUP (setpgid (two, one) == 0);
  ipc_pty_group (ipc_witness_start (&t->three, NULL, NULL));
  ipc_expect (link, 's');
  IPC_SETUP (kill (one, SIGSTOP) == 0);
  IPC_SETUP (ipc_await_stopped (one) == SIGSTOP);
  ipc_tell (link, 'S');
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

static int
once_each (const struct ipc_tally *t)
{
  return t->n == 2 && ipc_tally_count (t, SIGHUP) == 1
         && ipc_tally_count (t, SIGCONT) == 1;
}

/* Which of two pending signals is delivered first is nowhere said.  */
static const char *
orphans_got (const struct terminal *t)
{
  if (t->one.tally->n == 0)
    return "none";
  if (ipc_tally_count (t->one.tally, SIGHUP) == 0)
    return "SIGCONT without SIGHUP";
  if (!once_each (t->one.tally))
    return "others to the stopped one";
  if (!once_each (t->two.tally))
    return "others to the running one";
  return t->three.tally->n == 0 ? "SIGHUP and SIGCONT"
         : "signals also to a group without stopped members";
}

IPC_TEST (orphan_stopped_hup)
{
  struct terminal t;
  char call[40];

  prepare (&t);
  ipc_witness_prepare (&t.three);
  t.leader = ipc_start (lead_stopped, &t);
  IPC_SETUP (ipc_witness_meet (&t.one) && ipc_witness_meet (&t.two)
             && ipc_witness_meet (&t.three));
  IPC_SETUP (ipc_ask (&t.leader.link, 's') == 'S');

  IPC_SETUP (ipc_join_exit (&t.leader) == 0);
  if (ipc_state ((pid_t) t.one.tally->pid, call, sizeof call) == IPC_STOPPED)
    {
      ipc_observe ("stays stopped");
      IPC_SETUP (kill ((pid_t) t.one.tally->pid, SIGCONT) == 0);
    }
  else
    {
      ipc_ask (&t.one.link, 'q');
      ipc_ask (&t.two.link, 'q');
      ipc_ask (&t.three.link, 'q');
      report (&t);
      ipc_observe (orphans_got (&t));
    }
  ipc_witness_end (&t.one);
  ipc_witness_end (&t.two);
  ipc_witness_end (&t.three);
}

/* The second witness reads.  */
static int
act_read (int what, void *arg)
{
  struct terminal *t = arg;
  char buffer[80];

  if (what == 'r')
    {
      errno = 0;
      t->result[0] = (long) read (daemons_tty, buffer, sizeof buffer);
      t->result[1] = errno;
    }
  return what;
}

/* The first witness is the second one's parent.  */
static int
act_start (int what, void *arg)
{
  struct terminal *t = arg;

  ipc_pty_group (ipc_witness_start (&t->two, act_read, t));
  return what;
}

static int
lead_parent (struct ipc_link *link, void *arg)
{
  struct terminal *t = arg;
  pid_t one;

  daemons_tty = ipc_pty_session (&t->pty);
  ipc_tally_begin (t->tally);
  one = ipc_witness_start (&t->one, act_start, t);
  ipc_witness_drop (&t->two);
  ipc_tell (link, 'r');
  ipc_expect (link, 'w');
  IPC_SETUP (ipc_wait_status (one, 0) == 0);
  ipc_tell (link, 'w');
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

static const char *
orphan_read (const struct terminal *t, int stops)
{
  if (t->result[0] > 0)
    return "reads what was typed";
  if (t->result[0] == 0)
    return "end of file";
  if (ipc_tally_count (t->two.tally, SIGTTIN) > stops)
    return "SIGTTIN";
  return ipc_errno_name ((int) t->result[1]);
}

/* There is something to read.  SIGTTIN is caught, so that before the reader
   is an orphan it only interrupts.  */
IPC_TEST (orphan_read_eio)
{
  struct terminal t;
  int stops;

  ipc_pty_open (&t.pty);
  prepare (&t);
  t.one.starts = &t.two;
  t.leader = ipc_start (lead_parent, &t);
  IPC_SETUP (ipc_witness_meet (&t.one));
  ipc_expect (&t.leader.link, 'r');
  ipc_ask (&t.one.link, 's');
  IPC_SETUP (ipc_witness_meet (&t.two));
  ipc_pty_type (&t.pty, "typed\n");
  ipc_ask (&t.two.link, 'r');
  stops = ipc_tally_count (t.two.tally, SIGTTIN);
  ipc_detail ("before: %ld, %s, %d SIGTTIN", t.result[0],
              ipc_errno_name ((int) t.result[1]), stops);

  ipc_witness_end (&t.one);
  ipc_ask (&t.leader.link, 'w');
  ipc_ask (&t.two.link, 'r');
  ipc_observe (stops == 0 ? "no SIGTTIN before it is an orphan"
               : orphan_read (&t, stops));
  ipc_witness_end (&t.two);
  IPC_SETUP (ipc_join_exit (&t.leader) == 0);
  close (t.pty.master);
}
