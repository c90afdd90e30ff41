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

#include "pid-table.h"

enum { FREE, WATCHED };
static struct pid_table watched;

static int
unblock (const sigset_t *mask, int error)
{
  signals_unblock (mask, error == 0 ? errno : error);
  return error == 0 ? 0 : -1;
}

int
ipc_killpg_watch (pid_t pid)
{
  sigset_t mask;
  int error = 0;

  if (pid <= 0)
    {
      errno = EINVAL;
      return -1;
    }
  signals_block (&mask);
  if (pid_table_find (&watched, pid) == PID_TABLE_END
      && pid_table_add (&watched, pid, WATCHED) == -1)
    error = ENOMEM;
  return unblock (&mask, error);
}

int
ipc_killpg_forget (pid_t pid)
{
  sigset_t mask;
  int place;

  signals_block (&mask);
  place = pid_table_find (&watched, pid);
  if (place != PID_TABLE_END)
    pid_table_remove (&watched, place);
  return unblock (&mask, place != PID_TABLE_END ? 0 : ESRCH);
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

/* The same for all of GROUP, or, if that is 0, of the caller's.  */
static int
signal_all (pid_t group, int signo)
{
  int i, result = ESRCH;

  if (group == 0)
    group = getpgrp ();
  for (i = 0; i < watched.end; i++)
    if (watched.place[i].state == WATCHED
        && getpgid (watched.place[i].pid) == group)
      result = signal_one (watched.place[i].pid, signo, result);
  /* Whether there is anybody is known by now.  */
  if (signo == 0 && result == 0)
    return 0;
  if (getpgrp () == group)
    result = signal_one (getpid (), signo, result);
  return result;
}

int
ipc_fb_killpg (pid_t group, int signo)
{
  int result = group < 0 || !is_signal (signo) ? EINVAL
               : signal_all (group, signo);

  if (result == 0)
    return 0;
  errno = result;
  return -1;
}
