/* popenv.c - streams to and from commands that no shell runs.
   SPDX-License-Identifier: BSD-2-Clause

   The pid is the caller's, and to close is not to wait: so who has read
   enough can end the command (popen.kill_early), and a command whose input
   another one keeps open is not waited for (safe_pipes.close_waits_deadlock).
   A status that a handler of SIGCHLD takes is lost, other than with
   ipc_fb_popen() (popen.sigchld_handler).  */

#include "process-calls.h"
#include "ipcompat-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cancel.h"
#include "coprocess.h"
#include "sigmask.h"
#include "spawn-child.h"

/* Of a child that closes one by one.  */
enum { MOST_DESCRIPTORS = 65536 };

/* Bits for ipc_child_pipes_make(), or 0.  */
static int
wanted (const char *mode)
{
  if (strcmp (mode, "r+") == 0)
    return 1 << 0 | 1 << 1;
  return strcmp (mode, "r") == 0 ? 1 << 1 : strcmp (mode, "w") == 0;
}

/* Close what is open, if there is any; returns 0, or an errno.  */
static int
close_stream (FILE **stream)
{
  int result = *stream == NULL ? 0 : fclose (*stream);

  *stream = NULL;
  return result == 0 ? 0 : errno;
}

/* Streams of the ends of PIPES in P.  Returns 0; or an errno, with all of
   PIPES closed.  */
static int
open_streams (struct ipc_child_pipes *pipes, struct ipc_popenv *p)
{
  int error = 0;

  p->from = p->to = NULL;
  if (pipes->ours[0] != -1)
    p->to = fdopen (pipes->ours[0], "w");
  if (pipes->ours[1] != -1)
    p->from = fdopen (pipes->ours[1], "r");
  if ((pipes->ours[0] == -1) == (p->to == NULL)
      && (pipes->ours[1] == -1) == (p->from == NULL))
    return 0;
  error = errno;
  if (p->to != NULL)
    pipes->ours[0] = -1;
  if (p->from != NULL)
    pipes->ours[1] = -1;
  close_stream (&p->to);
  close_stream (&p->from);
  ipc_child_pipes_close (pipes->ours);
  ipc_child_pipes_close (pipes->theirs);
  return error;
}

/* The streams come first: what fails without a child leaves none.  */
static int
make (const char *mode, struct ipc_child_pipes *pipes, struct ipc_popenv *p)
{
  int error = EINVAL;

  if (wanted (mode) != 0)
    error = ipc_child_pipes_make (pipes, wanted (mode));
  if (error == 0)
    error = open_streams (pipes, p);
  /* They are the streams' to close.  */
  pipes->ours[0] = pipes->ours[1] = -1;
  return error;
}

static int
finish (struct ipc_popenv *p, const struct ipc_popenv *made, int error)
{
  struct ipc_popenv gone = *made;

  if (error == 0)
    {
      *p = *made;
      return 0;
    }
  close_stream (&gone.to);
  close_stream (&gone.from);
  errno = error;
  return -1;
}

int
ipc_popenv (char *const argv[], const char *mode, struct ipc_popenv *p)
{
  struct ipc_popenv made = { -1, NULL, NULL };
  struct ipc_child_pipes pipes;
  int cancelled = cancel_forbid (), error = make (mode, &pipes, &made);

  if (error == 0)
    error = ipc_child_pipes_start (&pipes, 0, argv, &made.pid);
  error = finish (p, &made, error);
  cancel_allow (cancelled);
  return error;
}

/* What exec() would close: the ends of other streams, whose readers would
   wait for this process, too (safe_pipes.unused_end_deadlock).  */
static void
close_as_exec (void)
{
  long fd, end = sysconf (_SC_OPEN_MAX);

  if (end < 0 || end > MOST_DESCRIPTORS)
    end = MOST_DESCRIPTORS;
  for (fd = 3; fd < end; fd++)
    {
      int flags = fcntl ((int) fd, F_GETFD);

      if (flags != -1 && (flags & FD_CLOEXEC) != 0)
        close ((int) fd);
    }
}

/* The child: with the signals of the caller, none of them caught.  */
static void
run (int (*body) (void *arg), void *arg, const struct ipc_child_pipes *pipes,
     const sigset_t *mask)
{
  int i;

  ipc_spawn_uncatch ();
  for (i = 0; i < 2; i++)
    if (pipes->theirs[i] != -1)
      dup2 (pipes->theirs[i], i);
  close_as_exec ();
  sigmask_change (SIG_SETMASK, mask, NULL);
  _exit (body (arg));
}

int
ipc_popenv_call (int (*body) (void *arg), void *arg, const char *mode,
                 struct ipc_popenv *p)
{
  struct ipc_popenv made = { -1, NULL, NULL };
  struct ipc_child_pipes pipes;
  int cancelled = cancel_forbid (), error = make (mode, &pipes, &made);
  sigset_t all, old;

  if (error == 0)
    {
      sigfillset (&all);
      sigmask_change (SIG_SETMASK, &all, &old);
      made.pid = ipc_cloexec_fork ();
      error = made.pid == -1 ? errno : 0;
      /* Nobody in the child is to be cancelled in the parent's stead.  */
      if (made.pid == 0)
        run (body, arg, &pipes, &old);
      sigmask_change (SIG_SETMASK, &old, NULL);
      ipc_child_pipes_close (pipes.theirs);
    }
  error = finish (p, &made, error);
  cancel_allow (cancelled);
  return error;
}

int
ipc_popenv_close (struct ipc_popenv *p)
{
  int to = close_stream (&p->to), from = close_stream (&p->from);

  if (to == 0 && from == 0)
    return 0;
  errno = to != 0 ? to : from;
  return -1;
}

int
ipc_popenv_wait (const struct ipc_popenv *p)
{
  int status;
  pid_t got;

  /* waitpid() would take another child for it.  */
  if (p->pid <= 0)
    {
      errno = ECHILD;
      return -1;
    }
  do
    got = waitpid (p->pid, &status, 0);
  while (got == -1 && errno == EINTR);
  return got == -1 ? -1 : status;
}
