/* background.c - a terminal and its background job.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

/* What a job in the background met: the signal that stopped it, or 0; and
   whether it completed its work, then or in the foreground.  */
struct met
{
  int stopped;
  int completed;
};

struct jobs
{
  struct ipc_pty pty;
  struct met *met;              /* of the three jobs; shared */
};

static const char *const texts[] = { "as-it-is", "with-tostop" };

static int
work (int job)
{
  char buffer[80];

  if (job < 2)
    return write (daemons_tty, texts[job], strlen (texts[job]))
           == (ssize_t) strlen (texts[job]);
  return read (daemons_tty, buffer, sizeof buffer) == 6
         && memcmp (buffer, "typed\n", 6) == 0;
}

static int
run_job (struct ipc_link *link, void *arg)
{
  ipc_expect (link, 'g');
  return work (*(const int *) arg) ? 0 : 1;
}

/* Run JOB in the background; if it stops, go on in the foreground.  */
static struct met
watch (int job)
{
  struct ipc_child child = ipc_start (run_job, &job);
  struct met m = { 0, 0 };
  int status;

  ipc_pty_group (child.pid);
  ipc_tell (&child.link, 'g');
  status = ipc_wait_status (child.pid, WUNTRACED);
  if (WIFSTOPPED (status))
    {
      m.stopped = WSTOPSIG (status);
      ipc_pty_foreground (daemons_tty, child.pid);
      IPC_SETUP (kill (child.pid, SIGCONT) == 0);
      status = ipc_wait_status (child.pid, WUNTRACED);
      ipc_pty_foreground (daemons_tty, getpgrp ());
    }
  m.completed = WIFEXITED (status) && WEXITSTATUS (status) == 0;
  if (WIFSTOPPED (status))
    ipc_end (&child);
  else
    ipc_link_close (&child.link);
  return m;
}

static void
set_tostop (void)
{
  struct termios t;

  IPC_SETUP (tcgetattr (daemons_tty, &t) == 0);
  t.c_lflag |= TOSTOP;
  IPC_SETUP (tcsetattr (daemons_tty, TCSANOW, &t) == 0);
}

static int
lead_watcher (struct ipc_link *link, void *arg)
{
  const struct jobs *j = arg;

  daemons_tty = ipc_pty_session (&j->pty);
  ipc_tell (link, 'r');
  ipc_expect (link, 'g');
  j->met[0] = watch (0);
  set_tostop ();
  j->met[1] = watch (1);
  j->met[2] = watch (2);
  IPC_SETUP (write (daemons_tty, "the-mark", 8) == 8);
  ipc_tell (link, 'd');
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

static int
occurrences (const char *text, const char *part)
{
  int n = 0;

  for (; (text = strstr (text, part)) != NULL; text++)
    n++;
  return n;
}

static const char *
judge (const struct met *m, const char *output)
{
  int i;

  for (i = 0; i < 3; i++)
    if (!m[i].completed)
      return i == 2 ? "the read is not completed"
             : "a write is not completed";
  for (i = 0; i < 2; i++)
    if (occurrences (output, texts[i]) != 1)
      return "a write is lost or doubled";
  if (m[0].stopped == 0 && m[1].stopped == 0 && m[2].stopped == 0)
    return "no job control";
  if (m[1].stopped != SIGTTOU)
    return "TOSTOP does not stop";
  if (m[2].stopped != SIGTTIN)
    return "reading does not stop";
  return m[0].stopped == 0 ? "SIGTTIN, and SIGTTOU if TOSTOP"
         : m[0].stopped == SIGTTOU ? "SIGTTIN, and SIGTTOU always"
         : "another signal";
}

IPC_TEST (bg_write_tty)
{
  struct jobs j;
  struct ipc_child leader;
  char output[400];

  ipc_pty_open (&j.pty);
  j.met = ipc_shared (3 * sizeof *j.met);
  leader = ipc_start (lead_watcher, &j);
  ipc_expect (&leader.link, 'r');
  ipc_pty_type (&j.pty, "typed\n");
  ipc_tell (&leader.link, 'g');
  ipc_expect (&leader.link, 'd');
  ipc_pty_read_until (&j.pty, "the-mark", output, sizeof output);
  ipc_observe (judge (j.met, output));
  IPC_SETUP (ipc_join_exit (&leader) == 0);
  close (j.pty.master);
}
