/* killpg.c - signals to process groups, without killpg() or negative pids.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_fb_killpg() signals, one by one, those of the registered processes
   that are in the group; a caller who is in it comes last, so that it does
   not die half way.  What this does not preserve:
     members that nobody has registered are missed          kill.killpg
   It is not atomic: who joins or leaves the group meanwhile may be missed,
   and so is a child that a member makes.  Who registers a process must
   forget it when it has been waited for, lest its pid be another's.  */

#include "process-calls.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

enum { MOST_WATCHED = 256 };

static pid_t watched[MOST_WATCHED];
static int n_watched;

static int
find (pid_t pid)
{
  int i;

  for (i = 0; i < n_watched && watched[i] != pid; i++)
    continue;
  return i;
}

int
ipc_killpg_watch (pid_t pid)
{
  int i = find (pid);

  if (pid <= 0 || i == MOST_WATCHED)
    {
      errno = pid <= 0 ? EINVAL : ENOMEM;
      return -1;
    }
  if (i == n_watched)
    watched[n_watched++] = pid;
  return 0;
}

int
ipc_killpg_forget (pid_t pid)
{
  int i = find (pid);

  if (i == n_watched)
    {
      errno = ESRCH;
      return -1;
    }
  watched[i] = watched[--n_watched];
  return 0;
}

/* Signal PID.  RESULT is the errno so far: 0 as soon as one succeeds, else
   the last one that means more than that nobody is there.  */
static int
signal_one (pid_t pid, int signo, int result)
{
  if (kill (pid, signo) == 0)
    return 0;
  return result == 0 || errno == ESRCH ? result : errno;
}

static int
is_signal (int signo)
{
  sigset_t set;

  sigemptyset (&set);
  return signo == 0 || sigaddset (&set, signo) == 0;
}

/* The same for all of GROUP.  */
static int
signal_all (pid_t group, int signo)
{
  pid_t self = getpid ();
  int i, result = ESRCH;

  for (i = 0; i < n_watched; i++)
    if (watched[i] != self && getpgid (watched[i]) == group)
      result = signal_one (watched[i], signo, result);
  if (getpgrp () == group)
    result = signal_one (self, signo, result);
  return result;
}

int
ipc_fb_killpg (pid_t group, int signo)
{
  int result = group < 0 || !is_signal (signo) ? EINVAL
               : signal_all (group == 0 ? getpgrp () : group, signo);

  if (result == 0)
    return 0;
  errno = result;
  return -1;
}
