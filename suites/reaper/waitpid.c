/* waitpid.c - whom waitpid() takes, and when.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/expected.h"
#include "frame/suite.h"
#include "reaper.h"

/* The form that may block comes second: where it does, nothing is lost.  */
IPC_TEST (no_children)
{
  int status;
  pid_t pid = waitpid (-1, &status, WNOHANG);
  int error = errno;

  if (waitpid (-1, &status, 0) != -1 || errno != ECHILD)
    ipc_observef ("without WNOHANG: %s", ipc_errno_name (errno));
  else if (pid == -1)
    ipc_observe (ipc_errno_name (error));
  else
    ipc_observef ("%ld", (long) pid);
}

/* Not the eldest, nor the youngest, in the first place.  */
IPC_TEST (waitpid_specific)
{
  static const int order[] = { 1, 2, 0 };
  pid_t pid[3];
  int i, status;

  make_gate ();
  for (i = 0; i < 3; i++)
    pid[i] = behind_gate (20 + i);
  open_gate ();
  for (i = 0; i < 3; i++)
    {
      int n = order[i];
      pid_t got = waitpid (pid[n], &status, i == 1 ? 0 : WNOHANG);

      if (got == -1)
        {
          ipc_observe (ipc_failure_name (errno));
          collect_rest ();
          return;
        }
      if (got != pid[n] || !is_status (status, 20 + n))
        {
          ipc_observe (got == pid[n] ? "another's status" : "another child");
          collect_rest ();
          return;
        }
    }
  ipc_observe (collect_rest () == 0 ? "that child only" : "one is left");
}

/* How many of the N children at PID, whose statuses are FIRST and so on, a
   wait for WHICH gives; -1 if it gives any other, -2 if it fails in another
   way than by having no more.  */
static int
take_members (pid_t which, const pid_t *pid, int n, int first)
{
  int i, status, taken = 0;
  pid_t got;

  while ((got = waitpid (which, &status, WNOHANG)) > 0)
    {
      for (i = 0; i < n && pid[i] != got; i++)
        continue;
      if (i == n || !is_status (status, first + i))
        return -1;
      taken++;
    }
  return got == -1 && errno != ECHILD ? -2 : taken;
}

/* What is wrong with N, which take_members() gave for WANTED members of a
   group; NULL if nothing is.  */
static const char *
misses (int n, int wanted)
{
  return n == -2 ? ipc_errno_name (errno)
         : n == -1 ? "another group's child"
         : n != wanted ? "not all members" : NULL;
}

/* Children 0 and 1 are one group, 2 is another, 3 is in this one's.  */
IPC_TEST (waitpid_pgrp)
{
  pid_t pid[4];
  const char *wrong;
  int i;

  make_gate ();
  for (i = 0; i < 4; i++)
    pid[i] = behind_gate (30 + i);
  IPC_SETUP (setpgid (pid[0], pid[0]) == 0);
  IPC_SETUP (setpgid (pid[1], pid[0]) == 0);
  IPC_SETUP (setpgid (pid[2], pid[2]) == 0);
  open_gate ();
  wrong = misses (take_members (-pid[0], pid, 2, 30), 2);
  if (wrong == NULL)
    wrong = misses (take_members (0, pid + 3, 1, 33), 1);
  if (wrong == NULL)
    wrong = misses (take_members (-pid[2], pid + 2, 1, 32), 1);
  ipc_observe (wrong == NULL ? "members only" : wrong);
  collect_rest ();
}

static int
exit_when_told (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_hear_end (link);
  return 0;
}

IPC_TEST (wait_order)
{
  static const struct { const char *text, *name; } orders[] =
  {
    { "01234", "order of creation" },
    { "43210", "reverse order of creation" },
    { "20413", "order of ending" },
    { "31402", "reverse order of ending" }
  };
  struct ipc_child child[5];
  char text[6] = "";
  int i, n, status;
  size_t o;

  for (i = 0; i < 5; i++)
    child[i] = ipc_start (exit_when_told, NULL);
  for (i = 0; i < 5; i++)
    {
      n = orders[2].text[i] - '0';
      ipc_tell (&child[n].link, 'e');
      ipc_await_zombie (child[n].pid);
      ipc_link_close (&child[n].link);
    }
  for (i = 0; i < 5; i++)
    {
      pid_t got = waitpid (-1, &status, 0);

      for (n = 0; n < 5 && child[n].pid != got; n++)
        continue;
      IPC_SETUP (n < 5);
      text[i] = (char) ('0' + n);
    }
  ipc_detail ("created 01234, ended %s, returned %s", orders[2].text, text);
  for (o = 0; o < sizeof orders / sizeof *orders; o++)
    if (strcmp (text, orders[o].text) == 0)
      {
        ipc_observe (orders[o].name);
        return;
      }
  ipc_observe ("another order");
}

IPC_TEST (status_once)
{
  int status, error;
  pid_t pid, again, any;

  make_gate ();
  pid = behind_gate (11);
  open_gate ();
  if (waitpid (pid, &status, 0) != pid || !is_status (status, 11))
    {
      ipc_observe ("not even once");
      collect_rest ();
      return;
    }
  again = waitpid (pid, &status, 0);
  error = again == -1 ? errno : 0;
  any = waitpid (-1, &status, WNOHANG);
  if (again == pid || any == pid)
    ipc_observe ("twice");
  else if (again == -1 && any == -1)
    ipc_observef ("once, then %s", ipc_errno_name (error != ECHILD ? error
                                                   : errno));
  else
    ipc_observe ("once, then another");
}

/* Say getppid() before and after the parent's end.  */
static void
orphan (struct ipc_link *link)
{
  pid_t parent = getppid ();

  ipc_send (link, &parent, sizeof parent);
  ipc_expect (link, 'o');
  parent = getppid ();
  ipc_send (link, &parent, sizeof parent);
  _exit (0);
}

/* The parent is waited for, not only closed: the end of its files comes
   before that of itself.  */
IPC_TEST (getppid_orphan)
{
  struct ipc_link_pair pair;
  struct ipc_link link;
  pid_t middle, before, after;

  ipc_expect_any ();            /* "ipcompat run" adopts what Kyua leaves */
  ipc_link_open (&pair);
  make_gate ();
  middle = ipc_fork ();
  if (middle == 0)
    {
      leave_gate ();
      if (ipc_fork_outliving () == 0)
        {
          link = ipc_link_child (&pair);
          orphan (&link);
        }
      end_at_gate (0);
    }
  link = ipc_link_parent (&pair);
  ipc_receive (&link, &before, sizeof before);
  open_gate ();
  IPC_SETUP (ipc_join_pid (middle) == 0);
  ipc_tell (&link, 'o');
  ipc_receive (&link, &after, sizeof after);
  IPC_SETUP (ipc_hear_end (&link) == -1);
  ipc_link_close (&link);
  ipc_detail ("the parent's pid is %ld", (long) after);
  if (before != middle)
    ipc_observe ("not its parent, before");
  else if (after == 1)
    ipc_observe ("pid 1");
  else if (after == middle)
    ipc_observe ("the parent that is gone");
  else
    ipc_observe (after > 0 && (kill (after, 0) == 0 || errno == EPERM)
                 ? "subreaper" : "nobody");
}
