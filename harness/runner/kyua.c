/* kyua.c - Kyua as a child: its signals, its output, its end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/message.h"

static const int passed_on[] = { SIGHUP, SIGINT, SIGTERM };
enum { N_PASSED_ON = sizeof passed_on / sizeof *passed_on };

static volatile sig_atomic_t came;      /* the last one that came */
static volatile sig_atomic_t times;
static sigset_t waiting;                /* the mask while the loop waits */

/* How long who is told to end may take for it, in seconds.  */
enum { GRACE = 10 };

/* What Kyua says, line by line, and the last of that for messages.  */
struct output
{
  int fd;
  size_t used;
  char line[1024];
  char last[1024];
};

static void
note (int signo)
{
  if (signo != SIGCHLD)
    {
      came = signo;
      times++;
    }
}

void
ipc_watch_signals (void)
{
  struct sigaction sa;
  sigset_t blocked;
  int i;

  memset (&sa, 0, sizeof sa);
  sa.sa_handler = note;
  sigemptyset (&sa.sa_mask);
  sigemptyset (&blocked);
  sigaddset (&blocked, SIGCHLD);
  sigaction (SIGCHLD, &sa, NULL);
  for (i = 0; i < N_PASSED_ON; i++)
    {
      sigaddset (&blocked, passed_on[i]);
      sigaction (passed_on[i], &sa, NULL);
    }
  sigprocmask (SIG_BLOCK, &blocked, &waiting);
  sigdelset (&waiting, SIGCHLD);
  for (i = 0; i < N_PASSED_ON; i++)
    sigdelset (&waiting, passed_on[i]);
}

void
ipc_end_as_interrupted (void)
{
  sigprocmask (SIG_SETMASK, &waiting, NULL);
  if (came == 0)
    return;
  ipc_error ("interrupted; nothing was written");
  signal (came, SIG_DFL);
  raise (came);
}

/* A line is complete.  */
static void
end_line (struct output *o)
{
  o->line[o->used] = '\0';
  if (o->used > 0)
    strcpy (o->last, o->line);
  ipc_progress_line (o->line);
  o->used = 0;
}

/* Take in what there is; 0 at end of file.  */
static int
take_output (struct output *o)
{
  char buffer[4096];
  ssize_t n, i;

  while ((n = read (o->fd, buffer, sizeof buffer)) > 0)
    for (i = 0; i < n; i++)
      if (buffer[i] == '\n')
        end_line (o);
      else if (o->used + 1 < sizeof o->line)
        o->line[o->used++] = buffer[i];
  return n != 0;
}

/* Reap whatever has ended, orphans included.  Returns whether Kyua has,
   with *STATUS.  */
static int
reap (pid_t kyua, int *status)
{
  pid_t pid;
  int s, ended = 0;

  while ((pid = waitpid (-1, &s, WNOHANG)) > 0)
    if (pid == kyua)
      {
        *status = s;
        ended = 1;
      }
  return ended;
}

/* The first signal lets Kyua clean up, the second one does not.  */
static void
pass_on (pid_t kyua)
{
  static int passed;

  if (passed == times)
    return;
  kill (kyua, passed == 0 ? came : SIGKILL);
  passed = times;
}

/* When a run has to end, in seconds of the monotonic clock.  */
struct deadline
{
  int limit;                    /* 0: never */
  int stage;                    /* how often it was told to */
  time_t second;
};

/* Where there is no monotonic clock, the other one.  */
static time_t
clock_second (void)
{
  struct timespec t;

  return clock_gettime (CLOCK_MONOTONIC, &t) == 0 ? t.tv_sec : time (NULL);
}

/* Seconds until D; at least one, so that nothing spins.  KYUA is told to
   end, so that it cleans up; who does not heed that is killed.  */
static time_t
observe_deadline (struct deadline *d, pid_t kyua)
{
  time_t left = d->second - clock_second ();

  if (left > 0)
    return left;
  if (d->stage++ == 0)
    kill (kyua, SIGTERM);
  else
    {
      kill (-kyua, SIGKILL);
      kill (kyua, SIGKILL);
    }
  d->second = clock_second () + GRACE;
  return GRACE;
}

/* Look after KYUA until it ends.  Returns its wait status.  */
static int
attend (pid_t kyua, struct output *o, struct deadline *d)
{
  struct timespec left;
  int status = 0, open = 1;
  fd_set set;

  memset (&left, 0, sizeof left);
  while (!reap (kyua, &status))
    {
      FD_ZERO (&set);
      if (open)
        FD_SET (o->fd, &set);
      if (d->limit != 0)
        left.tv_sec = observe_deadline (d, kyua);
      if (pselect (o->fd + 1, &set, NULL, NULL, d->limit == 0 ? NULL : &left,
                   &waiting) > 0)
        open = take_output (o);
      pass_on (kyua);
    }
  take_output (o);
  return status;
}

/* Whether Kyua's STATUS means that the store is complete: 1 is "some case
   failed", which is no trouble here.  */
static int
judge_end (int status, const struct output *o, const struct deadline *d,
           char *why, size_t size)
{
  why[0] = '\0';
  if (came == 0 && d->stage > 0)
    snprintf (why, size, "the limit of %d s ended it", d->limit);
  else if (came == 0 && WIFEXITED (status) && WEXITSTATUS (status) <= 1)
    return 0;
  else if (came == 0 && WIFEXITED (status))
    snprintf (why, size, "Kyua failed with status %d: %.1000s",
              WEXITSTATUS (status), o->last);
  else if (came == 0)
    snprintf (why, size, "Kyua was ended by signal %d", WTERMSIG (status));
  return -1;
}

int
ipc_run_kyua (const struct ipc_kyua *k, char *why, size_t size)
{
  struct deadline d = { k->limit, 0, clock_second () + k->limit };
  struct output o;
  int pipe_fds[2], status;
  pid_t kyua;

  memset (&o, 0, sizeof o);
  if (pipe (pipe_fds) == -1 || (kyua = fork ()) == -1)
    {
      snprintf (why, size, "cannot start Kyua: %s", strerror (errno));
      return -1;
    }
  if (kyua == 0)
    {
      /* A terminal's ^C is for ipcompat, which passes it on once.  */
      setpgid (0, 0);
      ipc_exec_kyua (k, pipe_fds[1]);
    }
  close (pipe_fds[1]);
  o.fd = pipe_fds[0];
  fcntl (o.fd, F_SETFL, O_NONBLOCK);
  status = attend (kyua, &o, &d);
  close (o.fd);
  return judge_end (status, &o, &d, why, size);
}
