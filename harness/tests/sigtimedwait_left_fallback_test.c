/* sigtimedwait_left_fallback_test.c - waits that are left, and children.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sigtimedwait-kit.h"

#include <errno.h>
#include <setjmp.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static void *
wait_cancelled (void *arg)
{
  wait_t *const *form = arg;
  sigset_t set = blocked_set ();

  pthread_cancel (pthread_self ());
  (*form) (&set, NULL, NULL);
  pthread_testcancel ();
  return arg;
}

/* Who is cancelled leaves neither its actions nor the wait.  */
CASE (cancelled)
{
  sigset_t set = blocked_set ();
  pthread_t thread;
  void *result;
  int i;

  (void) tc;
  catch (SIGUSR1, count);
  for (i = 0; i < FORMS; i++)
    {
      kill (getpid (), SIGUSR1);
      ATF_REQUIRE (pthread_create (&thread, NULL, wait_cancelled,
                                   (void *) &forms[i]) == 0);
      ATF_REQUIRE (pthread_join (thread, &result) == 0);
      ATF_CHECK_EQ (PTHREAD_CANCELED, result);
      ATF_CHECK (is_action (SIGUSR1, count));
      kill (getpid (), SIGUSR2);
      ATF_CHECK_EQ (SIGUSR2, forms[i] (&set, NULL, &no_time));
    }
  ATF_CHECK_EQ (0, handled);
}

static sigjmp_buf out;

static void
jump_out (int signo)
{
  siglongjmp (out, signo);
}

/* What a handler has left is put right by the next wait.  */
CASE (jumped_out)
{
  static const struct itimerval soon = { { 0, 0 }, { 0, 200000 } };
  sigset_t set = blocked_set ();
  volatile int i;

  (void) tc;
  catch (SIGALRM, jump_out);
  catch (SIGUSR1, count);
  for (i = 0; i < FORMS; i++)
    {
      /* It may come before the wait.  */
      do
        if (sigsetjmp (out, 1) == 0)
          {
            ATF_REQUIRE (setitimer (ITIMER_REAL, &soon, NULL) == 0);
            forms[i] (&set, NULL, NULL);
          }
      while (is_action (SIGUSR1, count));
      kill (getpid (), SIGUSR1);
      ATF_CHECK_EQ (SIGUSR1, forms[i] (&set, NULL, &no_time));
      ATF_CHECK (is_action (SIGUSR1, count));
    }
  ATF_CHECK_EQ (0, handled);
}

/* A child leaves no zombie if it would have left none.  */
CASE (children)
{
  sigset_t set = blocked_set ();
  struct sigaction sa;
  int i;
  pid_t pid;

  (void) tc;
  memset (&sa, 0, sizeof sa);
  sa.sa_handler = count;
  sa.sa_flags = SA_NOCLDWAIT;
  ATF_REQUIRE (sigaction (SIGCHLD, &sa, NULL) == 0);
  for (i = 0; i < FORMS; i++)
    {
      pid = fork ();
      if (pid == 0)
        _exit (0);
      ATF_REQUIRE (pid != -1);
      while (forms[i] (&set, NULL, &little) != SIGCHLD)
        continue;
      ATF_CHECK_ERRNO (ECHILD, waitpid (pid, NULL, 0) == -1);
    }
  ATF_CHECK_EQ (0, handled);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, cancelled);
  ATF_TP_ADD_TC (tp, jumped_out);
  ATF_TP_ADD_TC (tp, children);
  return atf_no_error ();
}
