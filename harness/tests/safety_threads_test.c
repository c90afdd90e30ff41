/* safety_threads_test.c - what "Threads: any." says holds.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <pthread.h>
#include <stdio.h>

#include "safety.h"

volatile int safety_in_handler;

struct thread
{
  pthread_t id;
  const struct work *work;
  int number, rounds, wrong, cannot;
};

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void *
run_rounds (void *arg)
{
  struct thread *t = arg;
  int i, n, right;

  /* All are there before the first of them begins.  */
  pthread_mutex_lock (&gate);
  pthread_mutex_unlock (&gate);
  for (i = 0; i < t->work->rounds; i++)
    {
      n = i * SAFETY_THREADS + t->number;
      right = t->work->before ? t->work->before (n) : 1;
      if (right == 1)
        right = t->work->run (n);
      t->rounds++;
      t->wrong += right == 0;
      t->cannot += right == -1;
    }
  return NULL;
}

/* How many rounds were wrong, and whether there were any at all.  */
static int
wrong_rounds (const struct work *work)
{
  struct thread t[SAFETY_THREADS];
  int i, wrong = 0, rounds = 0, cannot = 0;

  pthread_mutex_lock (&gate);
  for (i = 0; i < SAFETY_THREADS; i++)
    {
      t[i].work = work;
      t[i].number = i;
      t[i].rounds = t[i].wrong = t[i].cannot = 0;
      if (pthread_create (&t[i].id, NULL, run_rounds, &t[i]) != 0)
        atf_tc_fail ("no thread");
    }
  pthread_mutex_unlock (&gate);
  for (i = 0; i < SAFETY_THREADS; i++)
    {
      pthread_join (t[i].id, NULL);
      wrong += t[i].wrong;
      rounds += t[i].rounds;
      cannot += t[i].cannot;
    }
  printf ("%s: %d rounds, %d wrong, %d cannot be\n", work->names, rounds,
          wrong, cannot);
  /* A daemon would say it again.  */
  fflush (stdout);
  return wrong + (rounds != SAFETY_THREADS * work->rounds);
}

ATF_TC (threads);
ATF_TC_HEAD (threads, tc)
{
  atf_tc_set_md_var (tc, "descr", "Four threads call all that says so, each "
                     "result is right");
  atf_tc_set_md_var (tc, "timeout", "120");
}
ATF_TC_BODY (threads, tc)
{
  const struct work *const *list, *work;

  (void) tc;
  for (list = all_works; *list; list++)
    for (work = *list; work->names; work++)
      if (work->where & IN_THREADS)
        {
          if (work->begin && !work->begin ())
            atf_tc_fail ("%s: cannot begin", work->names);
          if (wrong_rounds (work) != 0)
            atf_tc_fail_nonfatal ("%s", work->names);
          if (work->end)
            work->end ();
        }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, threads);
  return atf_no_error ();
}
