/* daemonize.c - the page's daemonize(), whole.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

/* What a starter and its daemon leave for the case to read.  */
struct found
{
  int error;                    /* of daemonize(), 0 if none */
  pid_t starter, starter_group, starter_session;
  int status;                   /* the starter's wait status */
  pid_t pid, group, session;
  int has_terminal;
  int null[3];                  /* descriptor FD behaves as /dev/null */
  char directory[64];
};

struct scene
{
  struct ipc_pty pty;
  struct ipc_child leader;
  struct ipc_witness daemon;
  struct found *found;
};

/* What exit() does that matters here; the suite's own atexit() functions
   are not the program's.  */
void
daemons_end_program (void)
{
  fflush (NULL);
  _exit (0);
}

/* The page's program, in C.  In parentheses: the fallback build may have
   the other one.  */
static int
(daemonize) (void)
{
  pid_t pid;

  if (chdir ("/") == -1
      || freopen ("/dev/null", "r", stdin) == NULL
      || freopen ("/dev/null", "w", stdout) == NULL
      || (pid = fork ()) == -1)
    return -1;
  if (pid != 0)
    daemons_end_program ();
  return setsid () == -1 || dup2 (1, 2) == -1 ? -1 : 0;
}

int
daemons_start (void)
{
  return daemonize ();
}

static int
is_null (int fd)
{
  struct stat st, null;

  IPC_SETUP (stat ("/dev/null", &null) == 0);
  return fstat (fd, &st) == 0 && S_ISCHR (st.st_mode)
         && st.st_rdev == null.st_rdev;
}

static void
look_around (struct found *f)
{
  char byte;

  f->pid = getpid ();
  f->group = getpgrp ();
  f->session = getsid (0);
  f->has_terminal = ipc_has_ctty ();
  f->null[0] = is_null (0) && read (0, &byte, 1) == 0;
  f->null[1] = is_null (1) && write (1, "x", 1) == 1;
  f->null[2] = is_null (2) && write (2, "x", 1) == 1;
  IPC_SETUP (getcwd (f->directory, sizeof f->directory) != NULL);
}

/* Stray output of all kinds.  */
static void
be_noisy (void)
{
  ssize_t n = write (1, "stray-1", 7);

  n += write (2, "stray-2", 7);
  (void) n;
  fputs ("stray-3", stdout);
  fflush (stdout);
  fputs ("stray-4", stderr);
}

static int
act (int what, void *arg)
{
  struct scene *s = arg;

  if (what == 'l')
    look_around (s->found);
  if (what == 'n')
    be_noisy ();
  return what;
}

/* The starter's program.  */
static void
start_daemon (struct scene *s)
{
  struct found *f = s->found;

  f->starter = getpid ();
  f->starter_group = getpgrp ();
  f->starter_session = getsid (0);
  errno = 0;
  if (daemons_start () == -1)
    {
      f->error = errno;
      _exit (1);
    }
  ipc_witness_become (&s->daemon, act, s);
}

/* A login shell: the starter is its job in the foreground, and a group's
   leader, with the terminal on 0 to 2.  */
static int
lead_shell (struct ipc_link *link, void *arg)
{
  struct scene *s = arg;
  struct ipc_link_pair go;
  struct ipc_link side;
  pid_t starter;

  daemons_tty = ipc_pty_session (&s->pty);
  close (s->pty.master);
  ipc_link_open (&go);
  starter = ipc_fork ();
  if (starter == 0)
    {
      int fd;

      side = ipc_link_child (&go);
      ipc_expect (&side, 'g');
      for (fd = 0; fd < 3; fd++)
        IPC_SETUP (dup2 (daemons_tty, fd) == fd);
      close (daemons_tty);
      IPC_SETUP (write (1, "before", 6) == 6);
      start_daemon (s);
    }
  ipc_witness_drop (&s->daemon);
  side = ipc_link_parent (&go);
  ipc_pty_foreground (daemons_tty, ipc_pty_group (starter));
  ipc_tell (&side, 'g');
  s->found->status = ipc_join_pid (starter);
  ipc_pty_foreground (daemons_tty, getpgrp ());
  ipc_tell (link, 'r');
  /* Or the terminal may be gone by now.  */
  if (ipc_hear (link) == 'm')
    IPC_SETUP (write (daemons_tty, "the-mark", 8) == 8);
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

/* Start a daemon from a terminal; observes if none came up.  */
static int
begin_on_terminal (struct scene *s)
{
  ipc_pty_open (&s->pty);
  s->found = ipc_shared (sizeof *s->found);
  ipc_witness_prepare (&s->daemon);
  s->leader = ipc_start (lead_shell, s);
  ipc_expect (&s->leader.link, 'r');
  if (ipc_witness_meet (&s->daemon))
    return 1;
  ipc_detail ("daemonize(): %s", ipc_errno_name (s->found->error));
  ipc_observe (s->found->error == ENOSYS ? "absent" : "no daemon");
  return 0;
}

static const char *
dissociation (const struct found *f)
{
  if (f->status != 0)
    return "the starter exits with another status";
  if (f->pid == f->starter || f->session == f->starter_session)
    return "in the starter's session";
  if (f->group == f->starter_group || f->group == f->starter_session)
    return "in the starter's group";
  if (f->has_terminal)
    return "has a terminal";
  if (strcmp (f->directory, "/") != 0)
    return "is not in /";
  return f->null[0] && f->null[1] && f->null[2] ? "dissociated"
         : "not on /dev/null";
}

/* In the end the terminal is hung up, which the daemon must not notice.  */
IPC_TEST (complete)
{
  struct scene s;
  const char *value;
  int up = begin_on_terminal (&s);

  ipc_tell (&s.leader.link, 'h');
  if (up)
    {
      ipc_ask (&s.daemon.link, 'l');
      value = dissociation (s.found);
      IPC_SETUP (close (s.pty.master) == 0);
      ipc_join (&s.leader);
      ipc_ask (&s.daemon.link, 'q');
      ipc_observe (s.daemon.tally->n > 0 ? "is hung up" : value);
    }
  else
    ipc_join (&s.leader);
  ipc_witness_end (&s.daemon);
}

IPC_TEST (output_off_tty)
{
  struct scene s;
  char output[400];

  if (begin_on_terminal (&s))
    {
      ipc_ask (&s.daemon.link, 'n');
      ipc_tell (&s.leader.link, 'm');
      ipc_pty_read_until (&s.pty, "the-mark", output, sizeof output);
      IPC_SETUP (strstr (output, "before") != NULL);
      ipc_observe (strcmp (output, "before") == 0
                   ? "nothing reaches the terminal"
                   : strstr (output, "stray-") != NULL
                   ? "stray output reaches the terminal"
                   : "something else reaches the terminal");
    }
  else
    ipc_tell (&s.leader.link, 'm');
  ipc_witness_end (&s.daemon);
  IPC_SETUP (ipc_join_exit (&s.leader) == 0);
  close (s.pty.master);
}
