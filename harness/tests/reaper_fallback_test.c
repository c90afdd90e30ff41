/* reaper_fallback_test.c - many children, and strangers among them.
   SPDX-License-Identifier: BSD-2-Clause

   The handler's calls are counted: it is not to ask for all children whenever
   one of them ends.  */

#include "process-calls.h"

#include "signal-kit.h"

static long asked;

static pid_t
counted_waitpid (pid_t pid, int *status, int options)
{
  asked++;
  return waitpid (pid, status, options);
}

#define waitpid counted_waitpid
#include "reaper.c"
#undef waitpid

enum { MANY = 500 };
static pid_t child[MANY];

static int own_code;

static void
end (int signo)
{
  (void) signo;
  _exit (own_code);
}

/* A child that ends with CODE when it is told to, or its parent has ended.  */
static pid_t
start_child (int code)
{
  static int line[2];
  pid_t pid;
  char byte;

  if (line[1] == 0)
    ATF_REQUIRE (pipe (line) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      own_code = code;
      close (line[1]);
      signal (SIGUSR1, end);
      change_mask (SIG_UNBLOCK, SIGUSR1);
      while (read (line[0], &byte, 1) == -1)
        continue;
      _exit (99);
    }
  return pid;
}

static void
start_all (void)
{
  int i;

  /* For the children.  */
  change_mask (SIG_BLOCK, SIGUSR1);
  change_mask (SIG_BLOCK, SIGCHLD);
  ATF_REQUIRE (ipc_reaper_start () == 0);
  for (i = 0; i < MANY; i++)
    {
      child[i] = start_child (i % 100);
      ATF_REQUIRE (ipc_reaper_watch (child[i]) == 0);
    }
}

/* Wait, as programs do, until PID has ended; its status.  */
static int
await (pid_t pid)
{
  int status = -1, result;
  sigset_t none;

  sigemptyset (&none);
  while ((result = ipc_reaper_status (pid, &status)) == 0)
    sigsuspend (&none);
  ATF_REQUIRE_EQ (1, result);
  return status;
}

static void
end_all (int step)
{
  int i;

  for (i = 0; i < MANY; i += step)
    {
      ATF_REQUIRE (kill (child[i], SIGUSR1) == 0);
      ATF_REQUIRE_EQ (i % 100, WEXITSTATUS (await (child[i])));
      child[i] = 0;
    }
  for (i = 0; i < MANY; i++)
    if (child[i] != 0)
      ATF_REQUIRE (kill (child[i], SIGUSR1) == 0);
  for (i = MANY - 1; i >= 0; i--)
    if (child[i] != 0)
      ATF_REQUIRE_EQ (i % 100, WEXITSTATUS (await (child[i])));
}

CASE (one_after_the_other)
{
  (void) tc;
  start_all ();
  end_all (1);
#ifdef HAS_SHOW
  ATF_CHECK_MSG (asked <= 6 * MANY, "%ld calls", asked);
#endif
  ATF_CHECK_ERRNO (ECHILD, ipc_reaper_status (1, NULL) == -1);
}

/* A zombie that is somebody else's is shown, and stays for who made it.  */
CASE (strangers)
{
  pid_t stranger, other;
  siginfo_t info;
  sigset_t none;
  int status;

  (void) tc;
  /* The eldest is shown first.  */
  change_mask (SIG_BLOCK, SIGUSR1);
  stranger = start_child (7);
  start_all ();
  ATF_REQUIRE (kill (stranger, SIGUSR1) == 0);
  ATF_REQUIRE (waitid (P_PID, (id_t) stranger, &info, WEXITED | WNOWAIT)
               == 0);
  /* The handler finds who is hidden by it.  */
  sigemptyset (&none);
  ATF_REQUIRE (kill (child[1], SIGUSR1) == 0);
  while (waitid (P_PID, (id_t) child[1], &info, WEXITED | WNOHANG | WNOWAIT)
         == 0)
    sigsuspend (&none);
  ATF_CHECK_EQ (ECHILD, errno);
  child[1] = 0;

  other = start_child (8);
  end_all (3);
  ATF_REQUIRE (kill (other, SIGUSR1) == 0);
  ATF_REQUIRE (waitpid (other, &status, 0) == other);
  ATF_CHECK_EQ (8, WEXITSTATUS (status));
  ATF_REQUIRE (waitpid (stranger, &status, 0) == stranger);
  ATF_CHECK_EQ (7, WEXITSTATUS (status));
}

/* Who was waited for by others is told so, and its place is free again.  */
CASE (taken_by_others)
{
  int i, status;

  (void) tc;
  start_all ();
  for (i = 0; i < MANY; i++)
    {
      ATF_REQUIRE (kill (child[i], SIGUSR1) == 0);
      ATF_REQUIRE (waitpid (child[i], &status, 0) == child[i]);
    }
  for (i = 0; i < MANY; i++)
    ATF_CHECK_ERRNO (ECHILD, ipc_reaper_status (child[i], &status) == -1);
  start_all ();
  ATF_REQUIRE (ipc_reaper_stop () == 0);
  ATF_CHECK_ERRNO (ECHILD, ipc_reaper_status (child[0], &status) == -1);
  for (i = 0; i < MANY; i++)
    ATF_REQUIRE (kill (child[i], SIGUSR1) == 0
                 && waitpid (child[i], &status, 0) == child[i]);
}

/* The table against a plain list, in which pids come again.  */
CASE (table)
{
  enum { PIDS = 300 };
  static struct pid_table t;
  static int there[PIDS];
  unsigned seed = 1;
  int i, pid, place;

  (void) tc;
  for (i = 0; i < 20000; i++)
    {
      seed = seed * 1103515245 + 12345;
      pid = (int) (seed >> 16) % PIDS;
      place = pid_table_find (&t, pid + 1);
      ATF_REQUIRE_EQ (there[pid] > 0, place != PID_TABLE_END);
      if (there[pid] > 0 && (seed & 0x8000) != 0)
        {
          ATF_REQUIRE_EQ (pid + 1, t.place[place].pid);
          pid_table_remove (&t, place);
          there[pid]--;
        }
      else
        {
          ATF_REQUIRE (pid_table_add (&t, pid + 1, LIVES) != -1);
          there[pid]++;
        }
    }
  for (pid = 0; pid < PIDS; pid++)
    {
      place = pid_table_find (&t, pid + 1);
      for (i = 0; place != PID_TABLE_END; i++)
        place = pid_table_after (&t, place, pid + 1);
      ATF_REQUIRE_EQ (there[pid], i);
    }
}

/* Who has one pid stays in the order of age, also when the table grows.  */
CASE (eldest_first)
{
  static struct pid_table t;
  int i, other, place;

  (void) tc;
  other = pid_table_add (&t, 2, LIVES);
  ATF_REQUIRE (pid_table_add (&t, 1, 10) != -1);
  pid_table_remove (&t, other);
  ATF_REQUIRE_EQ (other, pid_table_add (&t, 1, 11));
  for (i = 12; i < 1000; i++)
    ATF_REQUIRE (pid_table_add (&t, i % 3 == 0 ? 1 : i, i) != -1);
  place = pid_table_find (&t, 1);
  for (i = 10; place != PID_TABLE_END; i = i < 12 ? i + 1 : i + 3)
    {
      ATF_REQUIRE_EQ (i, t.place[place].state);
      place = pid_table_after (&t, place, 1);
    }
  ATF_CHECK_EQ (1002, i);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, one_after_the_other);
  ATF_TP_ADD_TC (tp, strangers);
  ATF_TP_ADD_TC (tp, taken_by_others);
  ATF_TP_ADD_TC (tp, table);
  ATF_TP_ADD_TC (tp, eldest_first);
  return atf_no_error ();
}
