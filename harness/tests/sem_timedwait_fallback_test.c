/* sem_timedwait_fallback_test.c - a wait for a semaphore that ends in time.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sem-kit.h"

/* What is there is taken, whatever the time; with nothing there the time is
   looked at.  */
CASE (at_once)
{
  static const struct timespec bad[] =
    { { 0, -1 }, { 0, 1000000000 }, { 0, 0 }, { -1, 0 } };
  sem_t *sem = begin (4);
  int i;

  (void) tc;
  for (i = 0; i < 4; i++)
    ATF_CHECK_EQ (0, ipc_fb_sem_timedwait (sem, &bad[i]));
  ATF_CHECK_EQ (0, has (sem));
  for (i = 0; i < 4; i++)
    ATF_CHECK_ERRNO (i < 2 ? EINVAL : ETIMEDOUT,
                     ipc_fb_sem_timedwait (sem, &bad[i]) == -1);
  ATF_CHECK_EQ (0, *entered);
}

/* Neither too early nor never, and nothing is taken.  */
CASE (in_time)
{
  sem_t *sem = begin (0);
  struct timespec t;
  int i;

  (void) tc;
  for (i = 0; i < 200; i++)
    {
      t = in (i * 20000);
      ATF_CHECK_ERRNO (ETIMEDOUT, ipc_fb_sem_timedwait (sem, &t) == -1);
      ATF_CHECK (is_past (&t));
    }
  ATF_CHECK (is_action (SIG_DFL) && has (sem) == 0);
}

static struct timespec until;

static void
let_time_pass (void)
{
  while (!is_past (&until))
    continue;
  until = in (5000000);
  while (!is_past (&until))
    continue;
}

/* The time is over, and the signal has come, before the wait begins.  */
CASE (over_before)
{
  sem_t *sem = begin (0);

  (void) tc;
  before_wait = let_time_pass;
  until = in (1000000);
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_fb_sem_timedwait (sem, &until) == -1);
}

CASE (posted)
{
  sem_t *sem = begin (0);
  pthread_t thread[4];
  void *got;
  int i;

  (void) tc;
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, hour_in_thread, sem) == 0);
  await_entered (4);
  ATF_CHECK (is_action (SIG_DFL) == 0);
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (sem_post (sem) == 0);
  for (i = 0; i < 4; i++)
    ATF_CHECK (pthread_join (thread[i], &got) == 0 && got == sem);
  ATF_CHECK (has (sem) == 0 && is_action (SIG_DFL));
}

enum { MANY = 20000 };
static volatile int taken, takers = 4;

static void *
take_many (void *sem)
{
  int i;

  for (i = 0; i < MANY / 2; i++)
    if (wait_an_hour (sem) != 0)
      return NULL;
  return sem;
}

static void *
post_many (void *sem)
{
  int i;

  for (i = 0; i < MANY / 2; i++)
    {
      sem_post (sem);
      if (i % 4 == 0)
        sched_yield ();
    }
  return sem;
}

CASE (twenty_thousand)
{
  sem_t *sem = begin (0);
  pthread_t thread[4];
  void *got;
  int i;

  (void) tc;
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, i < 2 ? take_many
                                 : post_many, sem) == 0);
  for (i = 0; i < 4; i++)
    ATF_CHECK (pthread_join (thread[i], &got) == 0 && got == sem);
  ATF_CHECK (has (sem) == 0 && is_action (SIG_DFL));
}

/* With times that end as posts come.  */
static void *
take_in_moments (void *sem)
{
  int i, is_right = 1;

  for (i = 0; i < 2000; i++)
    if (wait_a_moment (sem, i % 50 * 3000) == 0)
      __sync_fetch_and_add (&taken, 1);
    else
      is_right &= errno == ETIMEDOUT;
  __sync_fetch_and_sub (&takers, 1);
  return is_right ? sem : NULL;
}

CASE (none_lost_in_the_end)
{
  sem_t *sem = begin (0);
  pthread_t thread[4];
  void *got;
  int i, posted = 0;

  (void) tc;
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, take_in_moments, sem)
                 == 0);
  while (takers > 0)
    {
      if (has (sem) == 0)
        posted += sem_post (sem) == 0;
      sched_yield ();
    }
  for (i = 0; i < 4; i++)
    ATF_CHECK (pthread_join (thread[i], &got) == 0 && got == sem);
  ATF_CHECK_EQ (posted, taken + has (sem));
  ATF_CHECK (is_action (SIG_DFL));
}

/* It wants no descriptor.  */
CASE (full_table)
{
  sem_t *sem = begin (0);
  int n = open_fds ();

  (void) tc;
  limit_fds (0);
  ATF_CHECK_ERRNO (ETIMEDOUT, wait_for_sure (sem, 1000000) == -1);
  limit_fds (-1);
  ATF_CHECK_EQ (n, open_fds ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, at_once);
  ATF_TP_ADD_TC (tp, in_time);
  ATF_TP_ADD_TC (tp, over_before);
  ATF_TP_ADD_TC (tp, posted);
  ATF_TP_ADD_TC (tp, twenty_thousand);
  ATF_TP_ADD_TC (tp, none_lost_in_the_end);
  ATF_TP_ADD_TC (tp, full_table);
  return atf_no_error ();
}
