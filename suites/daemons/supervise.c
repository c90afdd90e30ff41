/* supervise.c - daemons that somebody started and looks after.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

/* The service tells how it is, in memory that is shared.  */
struct state
{
  pid_t pid, session, parent;
  int error;                    /* of setsid(), or daemonize() */
};

struct service
{
  struct ipc_witness witness;
  struct state *state;
  int leaves;                   /* the foreground, as a daemon */
  pid_t started;
  int status;                   /* the started process's */
  int census;                   /* a pipe, to be read */
};

/* Its other end, which each process of the service has.  The service itself
   closes it: is that the end of the pipe, it is alone.  */
static int census_end = -1;

static int
act_tell (int what, void *arg)
{
  struct state *s = arg;

  close (census_end);
  s->pid = getpid ();
  s->session = getsid (0);
  s->parent = getppid ();
  return what;
}

/* Start the service, as its supervisor, which must be the case itself.  */
static void
start_service (struct service *s)
{
  int census[2];

  IPC_SETUP (pipe (census) == 0);
  s->census = census[0];
  census_end = census[1];
  s->state = ipc_shared (sizeof *s->state);
  ipc_witness_prepare (&s->witness);
  s->started = s->leaves ? ipc_fork () : ipc_fork_outliving ();
  if (s->started == 0)
    {
      if (s->leaves && daemons_start () == -1)
        {
          s->state->error = errno;
          _exit (1);
        }
      ipc_witness_become (&s->witness, act_tell, s->state);
    }
  close (census_end);
  if (s->leaves)
    s->status = ipc_join_pid (s->started);
}

/* Whether the service has others beside it, who have its link, too, and so
   would keep it from its end.  */
static int
has_company (const struct service *s)
{
  pid_t group = getpgid (s->state->pid);
  char byte;

  ipc_nonblocking (s->census, 1);
  if (ipc_read_now (s->census, &byte, 1) == 0)
    return 0;
  if (group > 1 && group != getpgrp ())
    kill (-group, SIGKILL);
  return 1;
}

/* What is wrong with it, or NULL.  */
static const char *
lost_service (struct service *s)
{
  int up = ipc_witness_meet (&s->witness);

  if (s->leaves && s->status != 0)
    return "the starter exits with another status";
  if (!up)
    return s->state->error == ENOSYS ? "absent" : "no service";
  IPC_SETUP (ipc_ask (&s->witness.link, '?') == '?');
  if (kill (s->state->pid, 0) != 0)
    return "the service is not to be found";
  if (has_company (s))
    return "more than one process";
  if (s->leaves)
    return s->state->pid == s->started ? "is the starter"
           : s->state->session == getsid (0) ? "in the supervisor's session"
           : s->state->parent == getpid () ? "two generations" : NULL;
  return s->state->pid != s->started ? "is not who was started"
         : s->state->parent != getpid () ? "is another's child" : NULL;
}

IPC_TEST (supervised)
{
  struct service stays, leaves;
  const char *wrong;

  memset (&stays, 0, sizeof stays);
  memset (&leaves, 0, sizeof leaves);
  leaves.leaves = 1;
  start_service (&stays);
  wrong = lost_service (&stays);
  ipc_witness_end (&stays.witness);
  ipc_wait_status (stays.started, 0);
  if (wrong == NULL)
    {
      start_service (&leaves);
      wrong = lost_service (&leaves);
      ipc_witness_end (&leaves.witness);
    }
  ipc_observe (wrong != NULL ? wrong : "one process");
}

/* The starter's last act: the pid that the daemon has told goes into a file,
   which has its name only when it is whole.  */
static int
write_pid_file (pid_t pid)
{
  char text[32];
  int fd = open ("daemon.pid.new", O_WRONLY | O_CREAT | O_EXCL, 0644), ok;

  if (fd == -1)
    return -1;
  snprintf (text, sizeof text, "%ld\n", (long) pid);
  ok = write (fd, text, strlen (text)) == (ssize_t) strlen (text);
  ok = close (fd) == 0 && ok;
  return ok ? rename ("daemon.pid.new", "daemon.pid") : -1;
}

/* A starter, which leaves the daemon behind twice removed.  */
static void
run_starter (struct service *s)
{
  int status[2];
  pid_t pid = -1;

  IPC_SETUP (pipe (status) == 0);
  pid = fork ();
  if (pid == 0)
    {
      if (setsid () == -1)
        {
          s->state->error = errno;
          _exit (1);
        }
      pid = fork ();
      if (pid != 0)
        _exit (pid == -1);
      pid = getpid ();
      if (write (status[1], &pid, sizeof pid) != sizeof pid)
        _exit (1);
      close (status[0]);
      close (status[1]);
      ipc_witness_become (&s->witness, act_tell, s->state);
    }
  close (status[1]);
  if (pid == -1 || read (status[0], &pid, sizeof pid) != sizeof pid)
    _exit (1);
  _exit (write_pid_file (pid) == 0 ? 0 : 2);
}

/* What the pid file says, -1 if there is none.  */
static long
read_pid_file (void)
{
  FILE *f = fopen ("daemon.pid", "r");
  long pid = -1;

  if (f == NULL)
    return -1;
  if (fscanf (f, "%ld", &pid) != 1)
    pid = 0;
  fclose (f);
  return pid;
}

IPC_TEST (pidfile_order)
{
  struct service s;
  int status, alive;
  long named;

  memset (&s, 0, sizeof s);
  s.state = ipc_shared (sizeof *s.state);
  ipc_witness_prepare (&s.witness);
  s.started = ipc_fork ();
  if (s.started == 0)
    run_starter (&s);
  status = ipc_join_pid (s.started);
  named = read_pid_file ();
  alive = named > 0 && kill ((pid_t) named, 0) == 0;
  if (!ipc_witness_meet (&s.witness))
    ipc_observe (s.state->error == ENOSYS ? "absent" : "no daemon");
  else
    {
      IPC_SETUP (ipc_ask (&s.witness.link, '?') == '?');
      ipc_observe (status != 0 ? "the starter fails"
                   : named == -1 ? "no file"
                   : named != (long) s.state->pid ? "names another process"
                   : alive ? "names the daemon" : "the daemon is not alive");
    }
  ipc_witness_end (&s.witness);
  unlink ("daemon.pid");
  unlink ("daemon.pid.new");
}
