/* semaphore_fallback_test.c - semaphores without a name, by pipes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "semaphore-kit.h"

/* What is there is taken, whatever the time; with nothing there the time is
   looked at, and does not end too early.  */
CASE (counts)
{
  static const struct timespec bad[] = { { 0, -1 }, { 0, 1000000000 } };
  struct timespec t = in (0);
  int i, fds;

  (void) tc;
  begin (3);
  fds = open_files ();
  ATF_CHECK_EQ (3, has (sem));
  ATF_CHECK (ipc_semaphore_wait (sem) == 0
             && ipc_semaphore_trywait (sem) == 0
             && ipc_semaphore_timedwait (sem, &bad[0]) == 0);
  ATF_CHECK_ERRNO (EAGAIN, ipc_semaphore_trywait (sem) == -1);
  for (i = 0; i < 2; i++)
    ATF_CHECK_ERRNO (EINVAL, ipc_semaphore_timedwait (sem, &bad[i]) == -1);
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_semaphore_timedwait (sem, &t) == -1);
  for (i = 0; i < 100; i++)
    {
      t = in (i * 20000);
      ATF_CHECK_ERRNO (ETIMEDOUT, ipc_semaphore_timedwait (sem, &t) == -1);
      ATF_CHECK (is_past (&t));
    }
  ATF_CHECK (ipc_semaphore_post (sem) == 0 && has (sem) == 1);
  ATF_CHECK_EQ (fds, open_files ());
  ATF_CHECK_EQ (0, ipc_semaphore_destroy (sem));
  ATF_CHECK_EQ (fds - 2, open_files ());
  see_empty ();
  ATF_CHECK_ERRNO (EINVAL, ipc_semaphore_post (sem) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_semaphore_destroy (sem) == -1);
}

/* What it cannot hold is refused, and leaves nothing.  */
CASE (too_many)
{
  struct ipc_semaphore other;
  int fds, n = 0, i;

  (void) tc;
  yields = 0;
  begin (0);
  fds = open_files ();
  while (ipc_semaphore_post (sem) == 0)
    n++;
  ATF_CHECK_EQ (EOVERFLOW, errno);
  ATF_CHECK (n >= 4096 && has (sem) == n);
  for (i = 0; i < 4096; i++)
    ATF_REQUIRE (ipc_semaphore_wait (sem) == 0);
  ATF_CHECK_EQ (0, ipc_semaphore_post (sem));
  ATF_CHECK_EQ (n - 4095, has (sem));
  ATF_CHECK_ERRNO (EINVAL, ipc_semaphore_init (&other, 1, UINT_MAX) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_semaphore_init (&other, 0, UINT_MAX) == -1);
  ATF_CHECK_EQ (fds, open_files ());
  ATF_CHECK_EQ (0, ipc_semaphore_destroy (sem));
  see_empty ();
}

enum { MANY = 20000 };

static void *
take_many (void *arg)
{
  int i;

  for (i = 0; i < MANY / 2; i++)
    if (ipc_semaphore_wait (arg) != 0)
      return NULL;
  return arg;
}

static void *
post_many (void *arg)
{
  int i;

  for (i = 0; i < MANY / 2; i++)
    if (ipc_semaphore_post (arg) != 0)
      return NULL;
    else if (i % 4 == 0)
      sched_yield ();
  return arg;
}

CASE (twenty_thousand)
{
  pthread_t thread[4];
  void *got;
  int i;

  (void) tc;
  begin (0);
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, i < 2 ? take_many
                                 : post_many, sem) == 0);
  for (i = 0; i < 4; i++)
    ATF_CHECK (pthread_join (thread[i], &got) == 0 && got == sem);
  ATF_CHECK_EQ (0, has (sem));
}

/* Made and destroyed, with nothing left.  */
CASE (many_of_them)
{
  struct ipc_semaphore other;
  int i, fds;

  (void) tc;
  yields = 0;
  begin (1);
  fds = open_files ();
  for (i = 0; i < MANY / 4; i++)
    ATF_REQUIRE (ipc_semaphore_init (&other, i % 2, 1) == 0
                 && ipc_semaphore_wait (&other) == 0
                 && ipc_semaphore_destroy (&other) == 0);
  ATF_CHECK_EQ (fds, open_files ());
  ATF_CHECK_EQ (0, ipc_semaphore_destroy (sem));
  see_empty ();
}

/* Only for its own process, of which a child is none.  */
CASE (of_one_process)
{
  int status;
  pid_t pid;

  (void) tc;
  begin (0);
  ATF_REQUIRE (ipc_semaphore_destroy (sem) == 0
               && ipc_semaphore_init (sem, 0, 1) == 0);
  see_empty ();
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (ipc_semaphore_trywait (sem) == -1 && errno == EINVAL
           && ipc_semaphore_post (sem) == -1 && errno == EINVAL
           && ipc_semaphore_destroy (sem) == -1 && errno == EINVAL ? 0 : 1);
  ATF_CHECK (waitpid (pid, &status, 0) == pid && status == 0);
  ATF_CHECK (has (sem) == 1 && ipc_semaphore_wait (sem) == 0);
}

static void
post_it (int signo)
{
  (void) signo;
  handled++;
  ipc_semaphore_post (sem);
}

static int
raise_usr1 (void)
{
  before_poll = NULL;
  return raise (SIGUSR1);
}

/* Before the wait: it does not wait.  A signal in it ends it, or comes
   again.  */
CASE (handlers)
{
  pid_t parent = getpid (), pid;
  int result, status;

  (void) tc;
  begin (0);
  ATF_REQUIRE (signal (SIGUSR1, post_it) != SIG_ERR);
  before_poll = raise_usr1;
  ATF_CHECK (ipc_semaphore_wait (sem) == 0 && handled == 1);
  ATF_REQUIRE (signal (SIGUSR1, nothing) != SIG_ERR);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    for (;;)
      kill (parent, SIGUSR1);
  result = ipc_semaphore_wait (sem);
  ATF_CHECK_ERRNO (EINTR, result == -1);
  ATF_REQUIRE (kill (pid, SIGKILL) == 0
               && waitpid (pid, &status, 0) == pid);
  ATF_CHECK_EQ (0, has (sem));
}

static void *
wait_in_thread (void *arg)
{
  return ipc_semaphore_wait (arg) == 0 ? arg : NULL;
}

/* Who is cancelled takes nothing with him.  */
CASE (cancelled)
{
  pthread_t thread;
  void *got;
  int i, n = 0;

  (void) tc;
  begin (0);
  for (i = 1; i <= 300; i++)
    {
      ATF_REQUIRE (pthread_create (&thread, NULL, wait_in_thread, sem) == 0);
      await_polls (i);
      ATF_REQUIRE (i % 2 || ipc_semaphore_post (sem) == 0);
      ATF_REQUIRE (pthread_cancel (thread) == 0);
      ATF_REQUIRE (pthread_join (thread, &got) == 0);
      if (got == PTHREAD_CANCELED)
        n++;
      else
        ATF_CHECK (got == sem);
      ATF_CHECK_EQ (i % 2 == 0 && got == PTHREAD_CANCELED, has (sem));
      ipc_semaphore_trywait (sem);
    }
  ATF_CHECK (n >= 150);
}

static int
make_and_end (void)
{
  return ipc_semaphore_init (sem, 1, 5);
}

/* Gone with those who had it: everybody is told so.  */
CASE (gone)
{
  (void) tc;
  begin (0);
  ATF_REQUIRE (ipc_semaphore_destroy (sem) == 0);
  ATF_REQUIRE (!was_killed (in_child (make_and_end)));
  ATF_CHECK_ERRNO (EINVAL, ipc_semaphore_post (sem) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_semaphore_wait (sem) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_semaphore_trywait (sem) == -1);
}

static int
make_and_tell (void)
{
  if (ipc_semaphore_init (sem, 1, 0) != 0)
    return 1;
  *polls = 1;
  return pause ();
}

static int
wait_in_vain (void)
{
  return ipc_semaphore_wait (sem) != -1 || errno != EINVAL;
}

/* Gone while somebody waits who has not got it from the maker.  */
CASE (gone_meanwhile)
{
  pid_t maker, waiter;

  (void) tc;
  begin (0);
  ATF_REQUIRE (ipc_semaphore_destroy (sem) == 0);
  maker = in_child (make_and_tell);
  await_polls (1);
  waiter = in_child (wait_in_vain);
  await_polls (2);
  ATF_REQUIRE (kill (maker, SIGKILL) == 0 && was_killed (maker));
  ATF_CHECK (!was_killed (waiter));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, counts);
  ATF_TP_ADD_TC (tp, too_many);
  ATF_TP_ADD_TC (tp, twenty_thousand);
  ATF_TP_ADD_TC (tp, many_of_them);
  ATF_TP_ADD_TC (tp, of_one_process);
  ATF_TP_ADD_TC (tp, handlers);
  ATF_TP_ADD_TC (tp, cancelled);
  ATF_TP_ADD_TC (tp, gone);
  ATF_TP_ADD_TC (tp, gone_meanwhile);
  return atf_no_error ();
}
