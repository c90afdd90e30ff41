/* semaphore_others_fallback_test.c - semaphores of several processes.
   SPDX-License-Identifier: BSD-2-Clause

   With descriptors and without, killed at each step, and with strangers in the
   place of what was there.  */

#include "semaphore-kit.h"

#include <sys/ioctl.h>

static int
wait_and_post (void)
{
  int i;

  for (i = 0; i < 1000; i++)
    if (ipc_semaphore_wait (sem) != 0 || ipc_semaphore_post (sem) != 0)
      return 1;
  return 0;
}

static int
wait_and_post_by_name (void)
{
  int files;

  forget ();
  files = open_files ();
  return wait_and_post () != 0 || open_files () != files;
}

CASE (processes)
{
  pid_t pid[6];
  int i;

  (void) tc;
  begin (2);
  for (i = 0; i < 6; i++)
    pid[i] = in_child (i % 2 ? wait_and_post : wait_and_post_by_name);
  for (i = 0; i < 6; i++)
    ATF_CHECK (!was_killed (pid[i]));
  ATF_CHECK_EQ (2, has (sem));
}

/* A number that is another file's is left alone.  */
static int
others_file (void)
{
  int fd = open ("precious", O_RDWR | O_CREAT, 0600);

  return dup2 (fd, sem->in.fd) == -1 || dup2 (fd, sem->out.fd) == -1
         || ipc_semaphore_post (sem) != 0 || ipc_semaphore_wait (sem) != 0
         || lseek (fd, 0, SEEK_END) != 0 || has (sem) != 0;
}

static int
others_pipe (void)
{
  int fd[2], n = 7;

  if (pipe (fd) == -1 || dup2 (fd[0], sem->in.fd) == -1
      || dup2 (fd[1], sem->out.fd) == -1)
    return 1;
  return ipc_semaphore_post (sem) != 0 || ioctl (fd[0], FIONREAD, &n) == -1
         || n != 0 || ipc_semaphore_wait (sem) != 0;
}

CASE (closed_descriptors)
{
  (void) tc;
  begin (0);
  ATF_CHECK (!was_killed (in_child (others_file)));
  ATF_CHECK (!was_killed (in_child (others_pipe)));
}

static int
without_standard (void)
{
  struct ipc_semaphore other;
  int i;

  for (i = 0; i < 3; i++)
    close (i);
  for (i = 0; i < 2; i++)
    if (ipc_semaphore_init (&other, i, 0) != 0 || other.in.fd < 3
        || other.out.fd < 3 || ipc_semaphore_post (&other) != 0
        || ipc_semaphore_destroy (&other) != 0)
      return 1;
  return 0;
}

/* No standard descriptor becomes one of its own.  */
CASE (standard_descriptors)
{
  (void) tc;
  begin (0);
  ATF_CHECK (!was_killed (in_child (without_standard)));
}

static int
just_wait (void)
{
  return ipc_semaphore_wait (sem);
}

static int
wait_by_name (void)
{
  forget ();
  return ipc_semaphore_wait (sem);
}

/* A waiting process that is killed takes nothing with it.  */
CASE (killed_waiters)
{
  pid_t pid[4];
  int i, j;

  (void) tc;
  begin (0);
  for (i = 0; i < 50; i++)
    {
      for (j = 0; j < 4; j++)
        pid[j] = in_child (j % 2 ? just_wait : wait_by_name);
      await_polls (6 * i + 4);
      for (j = 0; j < 2; j++)
        ATF_REQUIRE (kill (pid[j], SIGKILL) == 0 && was_killed (pid[j]));
      for (j = 0; j < 2; j++)
        ATF_REQUIRE (ipc_semaphore_post (sem) == 0);
      for (j = 2; j < 4; j++)
        ATF_CHECK (!was_killed (pid[j]));
      *polls = 6 * i + 6;
    }
  ATF_CHECK_EQ (0, has (sem));
}

static volatile int *done;

/* Takes two, posts one, and says so.  */
static int
take_and_post (void)
{
  if (ipc_semaphore_wait (sem) != 0)
    return 1;
  *done -= 1;
  if (ipc_semaphore_post (sem) != 0)
    return 1;
  *done += 1;
  if (ipc_semaphore_timedwait (sem, NULL) != 0)
    return 1;
  *done -= 1;
  return 0;
}

static int
take_and_post_by_name (void)
{
  int left = calls_left;

  calls_left = -1;
  forget ();
  calls_left = left;
  return take_and_post ();
}

static void
kill_at_each_step (int (*body) (void), int inexact)
{
  int i, n = 0, is_killed = 1;

  for (i = 0; is_killed; i++)
    {
      ATF_REQUIRE (i < 100);
      *done = 4;
      while (has (sem) < 4)
        ATF_REQUIRE (ipc_semaphore_post (sem) == 0);
      while (has (sem) > 4)
        ATF_REQUIRE (ipc_semaphore_wait (sem) == 0);
      is_killed = dies_at (i, body);
      n += is_killed;
      ATF_CHECK (abs (*done - has (sem)) <= inexact);
    }
  ATF_CHECK (n > 2);
}

/* Just before each of its calls: what it had done is done.  One without
   descriptors closes what it has opened before it can say so.  */
CASE (killed_at_each_step)
{
  (void) tc;
  begin (4);
  done = shared_memory (sizeof *done);
  kill_at_each_step (take_and_post, 0);
  kill_at_each_step (take_and_post_by_name, 1);
}

static int
make_one (void)
{
  struct ipc_semaphore one;

  return ipc_semaphore_init (&one, 1, 1) != 0
         || ipc_semaphore_wait (&one) != 0
         || ipc_semaphore_destroy (&one) != 0;
}

/* What is left is a FIFO at most, and in nobody's way.  */
CASE (maker_killed)
{
  int i = 0;

  (void) tc;
  begin (0);
  while (dies_at (i, make_one))
    ATF_REQUIRE (++i < 100);
  ATF_CHECK (i > 3);
  ATF_CHECK_EQ (0, make_one ());
  ATF_CHECK (system ("ls sysv | grep -v '^s[.]'") != 0);
}

static int
refused (void)
{
  forget ();
  return ipc_semaphore_post (sem) != -1 || errno != EINVAL
         || ipc_semaphore_trywait (sem) != -1 || errno != EINVAL;
}

/* Something else bears the name.  */
CASE (strangers)
{
  static const char *const commands[] =
    { "rm $f; mkfifo $f", "rm $f; ln -s ../precious $f",
      "rm $f; cp precious $f", "rm $f; mkdir $f", "rmdir $f" };
  char command[200];
  size_t i;

  (void) tc;
  begin (0);
  ATF_REQUIRE (system ("echo precious >precious") == 0);
  for (i = 0; i < sizeof commands / sizeof *commands; i++)
    {
      snprintf (command, sizeof command, "f=$(echo sysv/s.*); %s",
                commands[i]);
      ATF_REQUIRE (system (command) == 0);
      ATF_CHECK (!was_killed (in_child (refused)));
      ATF_CHECK (system ("echo precious | cmp - precious") == 0);
    }
  ATF_CHECK (ipc_semaphore_post (sem) == 0 && ipc_semaphore_wait (sem) == 0);
}

static int
with_few (void)
{
  struct ipc_semaphore other;

  leave_descriptors (0);
  if (ipc_semaphore_post (sem) != 0 || ipc_semaphore_wait (sem) != 0
      || ipc_semaphore_init (&other, 0, 1) != -1 || errno != EMFILE
      || ipc_semaphore_init (&other, 1, 1) != -1 || errno != EMFILE)
    return 1;
  leave_descriptors (1);
  if (ipc_semaphore_init (&other, 1, 1) != -1 || errno != EMFILE
      || ipc_semaphore_init (&other, 0, 1) != -1 || errno != EMFILE)
    return 2;
  leave_descriptors (2);
  if (ipc_semaphore_init (&other, 1, 1) != 0
      || ipc_semaphore_destroy (&other) != 0)
    return 3;
  if (dup2 (0, sem->in.fd) == -1 || dup2 (0, sem->out.fd) == -1)
    return 4;
  leave_descriptors (0);
  return ipc_semaphore_post (sem) != -1 || errno != EMFILE
         || ipc_semaphore_wait (sem) != -1 || errno != EMFILE;
}

CASE (full_table)
{
  (void) tc;
  begin (0);
  ATF_CHECK (!was_killed (in_child (with_few)));
  ATF_CHECK_EQ (0, has (sem));
  ATF_CHECK_EQ (0, ipc_semaphore_destroy (sem));
  see_empty ();
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, processes);
  ATF_TP_ADD_TC (tp, closed_descriptors);
  ATF_TP_ADD_TC (tp, standard_descriptors);
  ATF_TP_ADD_TC (tp, killed_waiters);
  ATF_TP_ADD_TC (tp, killed_at_each_step);
  ATF_TP_ADD_TC (tp, maker_killed);
  ATF_TP_ADD_TC (tp, strangers);
  ATF_TP_ADD_TC (tp, full_table);
  return atf_no_error ();
}
