/* sysv_undo_fallback_test.c - what processes give back by their end.
   SPDX-License-Identifier: BSD-2-Clause

   Whoever waits for ever ends with the timeout.  */

#include "sysv-set-kit.h"

/* A zombie has given it back.  */
CASE (killed_gives_back)
{
  siginfo_t info;
  pid_t pid;

  new_set (1, 0);
  pid = in_child (take_and_die);
  ATF_REQUIRE (waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) == 0);
  ATF_CHECK_EQ (1, value (0));
  ATF_REQUIRE (was_killed (pid));
  ATF_REQUIRE (take_for_good () == 0 && value (0) == 0);
}

static int
take_and_tell (void)
{
  if (take ())
    return 1;
  shared[0] = 1;
  for (;;)
    pause ();
}

/* Who waits for what a process holds gets it by its end.  */
CASE (end_wakes)
{
  pid_t owner, waiter;
  int i;

  new_set (1, 0);
  for (i = 0; i < 50; i++)
    {
      shared[0] = 0;
      owner = in_child (take_and_tell);
      while (shared[0] == 0)
        sched_yield ();
      waiter = in_child (take_for_good);
      await_waiters (SYSV_SET, id, 1);
      ATF_REQUIRE (kill (owner, SIGKILL) == 0 && was_killed (owner));
      ATF_REQUIRE (!was_killed (waiter));
      ATF_REQUIRE (value (0) == 0 && change (0, 1, 0) == 0);
    }
}

static int
leave_a_child (void)
{
  if (take ())
    return 1;
  if (fork () == 0)
    {
      shared[0] = 1;
      while (shared[0] == 1)
        sched_yield ();
      _exit (0);
    }
  while (shared[0] == 0)
    sched_yield ();
  return 0;
}

CASE (child_keeps_nothing)
{
  new_set (1, 0);
  ATF_CHECK (!was_killed (in_child (leave_a_child)));
  ATF_CHECK_EQ (1, value (0));
  shared[0] = 2;
}

static int
take_and_exec (void)
{
  if (take ())
    return 1;
  execl ("/bin/sh", "sh", "-c", ": >run; while test -f run; do :; done",
         (char *) NULL);
  return 2;
}

/* The declared limit.  */
CASE (exec_gives_back)
{
  pid_t pid;

  new_set (1, 0);
  pid = in_child (take_and_exec);
  while (access ("run", F_OK) == -1)
    sched_yield ();
  ATF_CHECK_EQ (1, value (0));
  ATF_CHECK (unlink ("run") == 0 && !was_killed (pid));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, killed_gives_back);
  ATF_TP_ADD_TC (tp, end_wakes);
  ATF_TP_ADD_TC (tp, child_keeps_nothing);
  ATF_TP_ADD_TC (tp, exec_gives_back);
  return atf_no_error ();
}
