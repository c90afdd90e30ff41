/* oracle-ps.c - the blocked-oracle of last resort: ps(1).
   SPDX-License-Identifier: BSD-2-Clause

   ps runs in the child of a server that belongs to nobody: started by a
   process that has ended, in a session of its own, gone when the last
   process that could ask has ended.  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facilities/search.h"
#include "frame/hold.h"
#include "frame/report.h"
#include "aside.h"
#include "oracle-adapter.h"

/* The asker's ends.  */
static int requests = -1, answers = -1;

/* read() of just SIZE bytes; returns -1 at end of file or on error.  */
static int
get (int fd, void *data, size_t size)
{
  ssize_t n;

  do
    n = read (fd, data, size);
  while (n == -1 && errno == EINTR);
  return n == (ssize_t) size ? 0 : -1;
}

/* The letter that ps prints for PID under COLUMN ("stat="), or '?'.  */
static char
ask_ps (const char *column, pid_t pid)
{
  char text[64], letter = '?';
  int fd[2];
  pid_t child;

  snprintf (text, sizeof text, "%ld", (long) pid);
  if (pipe (fd) == -1)
    return '?';
  child = fork ();
  if (child == 0)
    {
      dup2 (fd[1], STDOUT_FILENO);
      close (fd[0]);
      close (fd[1]);
      execlp ("ps", "ps", "-o", column, "-p", text, (char *) NULL);
      _exit (127);
    }
  close (fd[1]);
  while (child != -1 && get (fd[0], text, 1) == 0)
    if (letter == '?' && strchr (" \t\n", text[0]) == NULL)
      letter = text[0];
  close (fd[0]);
  while (child != -1 && waitpid (child, NULL, 0) == -1 && errno == EINTR)
    continue;
  return letter;
}

/* BSD's keyword, which Linux has too, or else System V's.  */
static char
ask_state (pid_t pid)
{
  char letter = ask_ps ("stat=", pid);

  return letter != '?' ? letter : ask_ps ("s=", pid);
}

/* Whether ps is there and knows these processes: it may read a /proc that
   belongs to another namespace, where others have their numbers.  A child
   that is stopped, and then is gone, is to be seen so.  */
static int
ps_is_right (void)
{
  pid_t child = fork ();
  char stopped, gone;

  if (child == 0)
    {
      raise (SIGSTOP);
      _exit (0);
    }
  if (child == -1)
    return 0;
  while (waitpid (child, NULL, WUNTRACED) == -1 && errno == EINTR)
    continue;
  stopped = ask_state (child);
  kill (child, SIGKILL);
  while (waitpid (child, NULL, 0) == -1 && errno == EINTR)
    continue;
  gone = ask_state (child);
  return stopped == 'T' && gone == '?';
}

static char
state_letter (pid_t pid)
{
  static int right = -1;
  char letter;

  if (right == -1)
    right = ps_is_right ();
  letter = right ? ask_state (pid) : '?';
  if (letter == '?' && kill (pid, 0) == -1 && errno == ESRCH)
    letter = 'X';
  return letter;
}

static void
serve (int in, int out)
{
  pid_t pid;

  ipc_settle (in, out);
  while (get (in, &pid, sizeof pid) == 0)
    {
      char letter = pid == 0 ? '.' : state_letter (pid);

      if (write (out, &letter, 1) != 1)
        break;
    }
  _exit (0);
}

/* A pipe out of the way of the body's descriptors.  */
static void
high_pipe (int fd[2])
{
  int low[2], i;

  IPC_SETUP (pipe (low) == 0);
  for (i = 0; i < 2; i++)
    fd[i] = ipc_set_aside (low[i]);
}

/* Whether there is such a program at all.  */
static int
has_ps (void)
{
  const char *path = getenv ("PATH");
  char file[4096];

  return path != NULL && ipc_search (path, "ps", file, sizeof file);
}

void
ipc_ps_prepare (void)
{
  int held = ipc_hold ();
  int in[2], out[2];

  if (requests == -1 && has_ps ())
    {
      high_pipe (in);
      high_pipe (out);
      if (ipc_fork_servant () == 0)
        serve (in[0], out[1]);
      close (in[0]);
      close (out[1]);
      requests = in[1];
      answers = out[0];
    }
  ipc_release (held);
}

/* A write to a server that a sandbox has ended would raise SIGPIPE, and end
   the case.  */
static int
server_has_gone (void)
{
  struct pollfd to = { requests, POLLOUT, 0 };

  return poll (&to, 1, 0) == 1
         && (to.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

/* What the server answers; '?' if there is none.  */
static char
ask_server (pid_t pid)
{
  char letter = '?';

  ipc_ps_prepare ();
  if (requests == -1 || server_has_gone ()
      || write (requests, &pid, sizeof pid) != (ssize_t) sizeof pid
      || get (answers, &letter, 1) == -1)
    return '?';
  return letter;
}

void
ipc_ps_trip (void)
{
  ask_server (0);
}

enum ipc_state
ipc_ps_state (pid_t pid)
{
  switch (ask_server (pid))
    {
    case 'S': case 'I': case 's': return IPC_BLOCKED;
    case 'T': case 't': return IPC_STOPPED;
    case 'Z': return IPC_ZOMBIE;
    case 'X': return IPC_GONE;
    case '?': return IPC_UNKNOWN;
    default: return IPC_RUNNING;
    }
}
