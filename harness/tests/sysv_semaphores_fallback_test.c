/* sysv_semaphores_fallback_test.c - sets in files, among those who die.
   SPDX-License-Identifier: BSD-2-Clause

   Whoever waits for ever ends with the timeout.  */

#include "sysv-set-kit.h"

static int
both (void)
{
  struct sembuf ops[2];

  memset (ops, 0, sizeof ops);
  ops[1].sem_num = 1;
  ops[0].sem_op = ops[1].sem_op = 1;
  return ipc_fb_semop (id, ops, 2) == -1;
}

CASE (killed_at_each_step)
{
  int calls, died;

  new_set (1, 0);
  for (calls = 0, died = 1; died; calls++)
    {
      ATF_REQUIRE (change (1, 1, 0) == 0);
      died = dies_at (calls, take);
      ATF_REQUIRE (value (0) == 1 && value (1) == calls + 1);
      ATF_REQUIRE (take_for_good () == 0 && change (0, 1, 0) == 0);
    }
  ATF_CHECK (calls > 6);
  printf ("killed at %d steps\n", calls - 1);
}

/* One is not changed without the other, nor by those who have to undo what
   somebody left.  */
CASE (vector_killed_at_each_step)
{
  int calls, died;

  new_set (1, 1);
  for (calls = 0, died = 1; died; calls++)
    {
      ATF_REQUIRE (was_killed (in_child (take_and_die)));
      died = dies_at (calls, both);
      ATF_REQUIRE_EQ (value (1), value (0));
    }
  ATF_CHECK (calls > 6 && value (0) > 1);
}

enum { EACH = 1000, MANY = 20000 };

static int
exclude (void)
{
  int i;

  for (i = 0; i < EACH; i++)
    {
      if (take ())
        return 1;
      shared[1]++;
      if (change (0, 1, SEM_UNDO) == -1)
        return 2;
    }
  return 0;
}

CASE (four_processes)
{
  pid_t pid[4];
  int i;

  new_set (1, 0);
  for (i = 0; i < 4; i++)
    pid[i] = in_child (exclude);
  for (i = 0; i < 4; i++)
    ATF_CHECK (!was_killed (pid[i]));
  ATF_CHECK_EQ (4 * EACH, shared[1]);
  ATF_CHECK_EQ (1, value (0));
}

/* Others go on, whoever of them is killed, and wherever.  */
CASE (four_processes_some_killed)
{
  pid_t pid[4];
  int i, round;

  new_set (1, 0);
  for (round = 0; round < 40; round++)
    {
      for (i = 0; i < 4; i++)
        {
          pid[i] = fork ();
          ATF_REQUIRE (pid[i] != -1);
          if (pid[i] == 0)
            {
              calls_left = i < 3 ? 20 + 37 * i + round : -1;
              _exit (i < 3 ? exclude () : take () || change (0, 1, 0));
            }
        }
      for (i = 0; i < 4; i++)
        was_killed (pid[i]);
      while (value (0) > 1)
        take_for_good ();
      ATF_REQUIRE_EQ (1, value (0));
    }
}

static void *
exclude_in_thread (void *arg)
{
  int i;

  for (i = 0; i < EACH; i++)
    if (change (0, -1, 0) == -1 || shared[1]++ < 0
        || change (0, 1, 0) == -1)
      return arg;
  return NULL;
}

CASE (threads)
{
  pthread_t thread[4];
  void *wrong;
  int i, before;

  new_set (1, 0);
  before = open_files ();
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, exclude_in_thread, &id)
                 == 0);
  for (i = 0; i < 4; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
  ATF_CHECK_EQ (4 * EACH, shared[1]);
  ATF_CHECK_EQ (before, open_files ());
}

CASE (many_in_a_row)
{
  int i, before;

  yields = 0;
  new_set (1, 0);
  ATF_REQUIRE (take () == 0 && change (0, 1, SEM_UNDO) == 0);
  before = open_files ();
  for (i = 0; i < MANY; i++)
    ATF_REQUIRE (take () == 0 && change (0, 1, SEM_UNDO) == 0);
  for (i = 0; i < MANY / 100; i++)
    ATF_REQUIRE (was_killed (in_child (take_and_die)) && value (0) == 1);
  ATF_CHECK_EQ (before, open_files ());
  ATF_REQUIRE (ipc_fb_semctl (id, 0, IPC_RMID) == 0);
  ATF_CHECK (system ("ls sysv >names; test -z \"$(grep -v '^[il]' names)\" "
                     "&& test $(grep -c '^l' names) = 1") == 0);
}

static int
without_descriptors (void)
{
  close_all ();
  leave_descriptors (0);
  if (take () == 0 || errno != EMFILE)
    return 1;
  leave_descriptors (1);
  if (change (0, 1, 0) != -1 || errno != EMFILE)
    return 2;
  leave_descriptors (2);
  return change (0, 1, 0) == -1 ? 3 : 0;
}

/* One who waits is not woken for nothing, nor forgotten.  */
CASE (full_descriptor_table)
{
  pid_t pid;

  new_set (0, 0);
  pid = in_child (take_for_good);
  await_waiters (SYSV_SET, id, 1);
  ATF_CHECK (!was_killed (in_child (without_descriptors)));
  ATF_CHECK (!was_killed (pid) && value (0) == 0);
}

CASE (waiters_are_counted)
{
  pid_t pid;

  new_set (0, 3);
  pid = in_child (take_for_good);
  await_waiters (SYSV_SET, id, 1);
  ATF_CHECK_EQ (1, ipc_fb_semctl (id, 0, GETNCNT));
  ATF_CHECK_EQ (0, ipc_fb_semctl (id, 0, GETZCNT));
  ATF_CHECK_EQ (0, ipc_fb_semctl (id, 1, GETNCNT));
  ATF_REQUIRE (kill (pid, SIGKILL) == 0 && was_killed (pid));
  ATF_CHECK_EQ (0, ipc_fb_semctl (id, 0, GETNCNT));
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_semctl (id, 2, GETVAL) == -1);
  ATF_CHECK_ERRNO (EFBIG, change (2, 1, 0) == -1);
  ATF_CHECK_ERRNO (ERANGE, change (1, 32767, 0) == -1);
  ATF_CHECK_ERRNO (EAGAIN, change (1, 0, IPC_NOWAIT) == -1);
  ATF_CHECK_EQ (3, value (1));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, killed_at_each_step);
  ATF_TP_ADD_TC (tp, vector_killed_at_each_step);
  ATF_TP_ADD_TC (tp, four_processes);
  ATF_TP_ADD_TC (tp, four_processes_some_killed);
  ATF_TP_ADD_TC (tp, threads);
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, full_descriptor_table);
  ATF_TP_ADD_TC (tp, waiters_are_counted);
  return atf_no_error ();
}
