/* sigtimedwait_fallback_test.c - signals that are taken, not handled.
   SPDX-License-Identifier: BSD-2-Clause

   By the platform's pselect() and by its fallback.  Signals are sent while
   they are blocked: a wait that lost one would never end.  */

#include "sigtimedwait-kit.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

static int
is_pending (int signo)
{
  sigset_t set;

  return sigpending (&set) == 0 && sigismember (&set, signo) == 1;
}

/* Taken without any action, one by one.  */
CASE (pending)
{
  sigset_t set = blocked_set (), mask;
  siginfo_t info;
  int i, first, second;

  (void) tc;
  catch (SIGUSR1, count);
  for (i = 0; i < FORMS; i++)
    {
      ATF_CHECK_ERRNO (EAGAIN, forms[i] (&set, &info, &no_time) == -1);
      kill (getpid (), SIGUSR1);
      kill (getpid (), SIGUSR2);
      first = forms[i] (&set, &info, &no_time);
      ATF_CHECK_EQ (first, info.si_signo);
      ATF_CHECK (info.si_pid == getpid () && info.si_code == SI_USER);
      second = forms[i] (&set, NULL, NULL);
      ATF_CHECK (first + second == SIGUSR1 + SIGUSR2 && first != second);
      ATF_CHECK_ERRNO (EAGAIN, forms[i] (&set, NULL, &little) == -1);
      ATF_CHECK_EQ (0, handled);
      ATF_CHECK (is_action (SIGUSR1, count));
      ATF_REQUIRE (pthread_sigmask (SIG_BLOCK, NULL, &mask) == 0);
      ATF_CHECK (sigismember (&mask, SIGUSR1) == 1
                 && sigismember (&mask, SIGTERM) == 0);
    }
}

CASE (refusals)
{
  static const struct timespec bad[] = { { 0, -1 }, { -1, 0 },
                                         { 0, 1000000000 } };
  sigset_t set = blocked_set ();
  size_t i;

  (void) tc;
  for (i = 0; i < sizeof bad / sizeof *bad; i++)
    ATF_CHECK_ERRNO (EINVAL, ipc_fb_sigtimedwait (&set, NULL, &bad[i])
                             == -1);
  sigaddset (&set, SIGKILL);
  sigaddset (&set, SIGSTOP);
  raise (SIGUSR1);
  ATF_CHECK_EQ (SIGUSR1, ipc_fb_sigwaitinfo (&set, NULL));
}

/* Start a child that ends, and hear of it: of one that sends SIGUSR1 first
   perhaps by that alone, if it ends just as that wait does.  */
static void
hear_of_child (wait_t *form, const sigset_t *set, int sends)
{
  int got;
  pid_t pid = fork (), ended;

  if (pid == 0)
    _exit (sends ? kill (getppid (), SIGUSR1) : 0);
  do
    {
      got = form (set, NULL, NULL);
      ATF_CHECK (got == SIGCHLD || (sends && got == SIGUSR1));
      ended = waitpid (pid, NULL, got == SIGCHLD ? 0 : WNOHANG);
    }
  while (ended == 0);
  ATF_CHECK_EQ (pid, ended);
  while (form (set, NULL, &no_time) != -1)
    continue;
}

/* What its action would ignore, children above all: each is heard of, and
   afterwards nothing is.  */
CASE (ignored)
{
  sigset_t set = blocked_set ();
  struct sigaction sa;
  int i, j, got;

  (void) tc;
  for (i = 0; i < FORMS; i++)
    for (j = 0; j < 200; j++)
      hear_of_child (forms[i], &set, j % 2);
  ATF_REQUIRE (signal (SIGUSR2, SIG_IGN) != SIG_ERR);
  kill (getpid (), SIGUSR2);
  if (is_pending (SIGUSR2))
    {
      kill (getpid (), SIGUSR1);
      got = plain_sigtimedwait (&set, NULL, NULL);
      ATF_CHECK_EQ (SIGUSR1 + SIGUSR2,
                    got + plain_sigtimedwait (&set, NULL, &no_time));
    }
  ATF_REQUIRE (sigaction (SIGUSR2, NULL, &sa) == 0);
  ATF_CHECK (sa.sa_handler == SIG_IGN);
}

static volatile sig_atomic_t begun, ended;

/* Two signals of the set come in the middle of it.  */
static void
raise_two (int signo)
{
  (void) signo;
  begun++;
  kill (getpid (), SIGUSR1);
  kill (getpid (), SIGUSR2);
  ended++;
}

/* What the monotonic clock says, in microseconds.  */
static int64_t
clock_us (void)
{
  struct timespec t;

  ATF_REQUIRE (clock_gettime (CLOCK_MONOTONIC, &t) == 0);
  return (int64_t) t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Wait by FORM with a timer whose first signal may come before the wait: one
   ends it, and the handler has run once for each.  */
static void
end_by_timer (wait_t *form, const sigset_t *set)
{
  enum { FIRST = 10000, NEXT = 500000 };
  int64_t began = clock_us ();

  catch (SIGALRM, count);
  change_mask (SIG_UNBLOCK, SIGALRM);
  handled = 0;
  ualarm (FIRST, NEXT);
  ATF_CHECK_ERRNO (EINTR, form (set, NULL, NULL) == -1);
  ualarm (0, 0);
  ATF_CHECK (handled >= 1);
  ATF_CHECK (handled <= 1 + (clock_us () - began - FIRST) / NEXT);
}

/* Another signal's handler ends the wait, or runs to its end, and none of
   two that come meanwhile is lost.  */
CASE (beside_handlers)
{
  sigset_t set = blocked_set ();
  int i, sum;

  (void) tc;
  change_mask (SIG_BLOCK, SIGALRM);
  for (i = 0; i < FORMS; i++)
    {
      end_by_timer (forms[i], &set);
      catch (SIGALRM, raise_two);
      ualarm (10000, 0);
      sum = forms[i] (&set, NULL, NULL);
      ATF_CHECK (begun == i + 1 && ended == i + 1);
      sum += forms[i] (&set, NULL, &no_time);
      ATF_CHECK_EQ (SIGUSR1 + SIGUSR2, sum);
    }
}

CASE (many_in_a_row)
{
  sigset_t set = blocked_set ();
  int i, before = next_fd ();

  (void) tc;
  for (i = 0; i < 20000; i++)
    {
      kill (getpid (), i % 2 ? SIGUSR1 : SIGUSR2);
      ATF_REQUIRE_EQ (i % 2 ? SIGUSR1 : SIGUSR2,
                      forms[i / 2 % 2] (&set, NULL, NULL));
    }
  ATF_CHECK_EQ (before, next_fd ());
}

#ifdef SIGRTMIN
/* Values, in their order.  */
CASE (queued)
{
  union sigval value;
  siginfo_t info;
  sigset_t set;
  int i, j;

  (void) tc;
  sigemptyset (&set);
  sigaddset (&set, SIGRTMIN + 1);
  ATF_REQUIRE (pthread_sigmask (SIG_BLOCK, &set, NULL) == 0);
  for (j = 0; j < FORMS; j++)
    {
      for (i = 0; i < 50; i++)
        {
          value.sival_int = i;
          ATF_REQUIRE (sigqueue (getpid (), SIGRTMIN + 1, value) == 0);
        }
      for (i = 0; i < 50; i++)
        {
          ATF_REQUIRE_EQ (SIGRTMIN + 1, forms[j] (&set, &info, NULL));
          ATF_CHECK_EQ (i, info.si_value.sival_int);
        }
      ATF_CHECK_ERRNO (EAGAIN, forms[j] (&set, &info, &no_time) == -1);
    }
}
#endif

static void *
wait_here (void *arg)
{
  int got;

  do
    got = ipc_fb_sigwaitinfo (arg, NULL);
  while (got == SIGCHLD || (got == -1 && errno == EBUSY));
  return got == SIGUSR1 ? NULL : arg;
}

/* In a child of a process whose thread waits: wait anew, if so, and be ended
   by a signal as before.  */
static void
end_by_signal (const sigset_t *set, int anew)
{
  raise (SIGUSR2);
  if (anew && ipc_fb_sigwaitinfo (set, NULL) != SIGUSR2)
    _exit (1);
  if (anew)
    raise (SIGUSR2);
  sigprocmask (SIG_UNBLOCK, set, NULL);
  _exit (2);
}

/* A second thread is refused, and children begin anew.  */
CASE (one_thread)
{
  sigset_t set = blocked_set ();
  pthread_t thread;
  void *wrong;
  int i, status;
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (pthread_create (&thread, NULL, wait_here, &set) == 0);
  while (ipc_fb_sigtimedwait (&set, NULL, &no_time) == -1 && errno == EAGAIN)
    sched_yield ();
  ATF_CHECK_EQ (EBUSY, errno);
  for (i = 0; i < 2; i++)
    {
      pid = fork ();
      if (pid == 0)
        end_by_signal (&set, i);
      ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
      ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGUSR2);
    }
  pthread_kill (thread, SIGUSR1);
  ATF_REQUIRE (pthread_join (thread, &wrong) == 0 && wrong == NULL);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, pending);
  ATF_TP_ADD_TC (tp, refusals);
  ATF_TP_ADD_TC (tp, ignored);
  ATF_TP_ADD_TC (tp, beside_handlers);
  ATF_TP_ADD_TC (tp, many_in_a_row);
#ifdef SIGRTMIN
  ATF_TP_ADD_TC (tp, queued);
#endif
  ATF_TP_ADD_TC (tp, one_thread);
  return atf_no_error ();
}
