/* sem_timedwait_left_fallback_test.c - waits that end in other ways.
   SPDX-License-Identifier: BSD-2-Clause

   By a handler, a jump, a cancellation, a kill; and what is left then of the
   action of SIGURG, and of posts.  */

#include "sem-kit.h"

/* A handler ends the wait.  The signal is sent again until it has, since it
   may come too early.  */
struct target
{
  pthread_t thread;
  int signo;
  volatile int is_done;
};

static void *
interrupt (void *arg)
{
  struct target *t = arg;

  do
    {
      pthread_kill (t->thread, t->signo);
      sched_yield ();
    }
  while (!t->is_done);
  return NULL;
}

/* What a wait of so many nanoseconds ends with, while SIGNO comes.  */
static int
end_under (sem_t *sem, int signo, long long nanoseconds)
{
  struct target t;
  pthread_t thread;
  int error;

  t.thread = pthread_self ();
  t.signo = signo;
  t.is_done = 0;
  ATF_REQUIRE (pthread_create (&thread, NULL, interrupt, &t) == 0);
  error = wait_for_sure (sem, nanoseconds) == 0 ? 0 : errno;
  t.is_done = 1;
  ATF_REQUIRE (pthread_join (thread, NULL) == 0);
  return error;
}

CASE (interrupted)
{
  sem_t *sem = begin (0);

  (void) tc;
  catch (SIGUSR1, count, 0);
  ATF_CHECK_EQ (EINTR, end_under (sem, SIGUSR1, hour));
  ATF_CHECK (handled > 0 && is_action (SIG_DFL));
}

/* From elsewhere: the program's own handler has it, and ends the wait; where
   there is none nothing ends.  */
static void
send_urgent (void)
{
  before_wait = NULL;
  kill (getpid (), SIGURG);
}

CASE (urgent_from_elsewhere)
{
  sem_t *sem = begin (0);
  sigset_t pending;

  (void) tc;
  ATF_CHECK_EQ (ETIMEDOUT, end_under (sem, SIGURG, 20000000));
  catch (SIGURG, count, 0);
  ATF_CHECK_EQ (EINTR, end_under (sem, SIGURG, hour));
  ATF_CHECK (handled > 0);
  handled = 0;
  before_wait = send_urgent;
  ATF_CHECK_ERRNO (ETIMEDOUT, wait_for_sure (sem, 20000000) == -1);
  ATF_CHECK_EQ (1, handled);
  ATF_CHECK (is_action (count));
  /* Blocked, it stays pending; and so it was before.  */
  change_mask (SIG_BLOCK, SIGURG);
  kill (getpid (), SIGURG);
  ATF_CHECK_ERRNO (ETIMEDOUT, wait_for_sure (sem, 20000000) == -1);
  ATF_CHECK (handled == 1 && is_action (count));
  ATF_CHECK (sigpending (&pending) == 0
             && sigismember (&pending, SIGURG) == 1);
  change_mask (SIG_UNBLOCK, SIGURG);
  ATF_CHECK_EQ (2, handled);
  ATF_CHECK_ERRNO (ETIMEDOUT, wait_for_sure (sem, 20000000) == -1);
  ATF_CHECK_EQ (2, handled);
}

static void
ignore_urgent (void)
{
  signal (SIGURG, SIG_IGN);
}

/* An action that is set meanwhile is kept, and ends no time.  */
CASE (action_changed)
{
  sem_t *sem = begin (0);

  (void) tc;
  before_wait = ignore_urgent;
  ATF_CHECK_ERRNO (ETIMEDOUT, wait_for_sure (sem, 5000000) == -1);
  ATF_CHECK (is_action (SIG_IGN));
}

/* A handler that calls the one before it, as libraries set them up.  */
static struct sigaction before_chain;
static volatile sig_atomic_t depth;

static void
chain (int signo, siginfo_t *info, void *context)
{
  handled++;
  if (++depth > 100)
    _exit (1);
  if ((before_chain.sa_flags & SA_SIGINFO) != 0)
    before_chain.sa_sigaction (signo, info, context);
  else if (before_chain.sa_handler != SIG_DFL)
    before_chain.sa_handler (signo);
  depth--;
}

static void
set_chain (void)
{
  struct sigaction sa;

  before_wait = NULL;
  sa.sa_sigaction = chain;
  sa.sa_flags = SA_SIGINFO;
  sigemptyset (&sa.sa_mask);
  sigaction (SIGURG, &sa, &before_chain);
}

/* What it was set over comes to stand before it.  */
CASE (chained)
{
  sem_t *sem = begin (0);
  int i, status;
  pid_t pid = fork ();

  (void) tc;
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      for (i = 0; i < 3; i++)
        {
          before_wait = i == 0 ? set_chain : send_urgent;
          if (wait_for_sure (sem, 5000000) == 0 || errno == EINVAL)
            _exit (2);
          raise (SIGURG);
        }
      _exit (handled >= 3 && depth == 0 ? 0 : 3);
    }
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  ATF_CHECK_EQ (0, status);
}

/* A handler that does not end other calls does not end this one.  */
CASE (restarting)
{
  sem_t *sem = begin (0);

  (void) tc;
  catch (SIGURG, count, SA_RESTART);
  ATF_CHECK_EQ (ETIMEDOUT, end_under (sem, SIGURG, 20000000));
  ATF_CHECK (handled > 0);
}

static sigjmp_buf out;

static void
jump (int signo)
{
  (void) signo;
  siglongjmp (out, 1);
}

static void
raise_usr1 (void)
{
  before_wait = NULL;
  raise (SIGUSR1);
}

static void
leave_by_jump (sem_t *sem)
{
  catch (SIGUSR1, jump, 0);
  before_wait = raise_usr1;
  if (sigsetjmp (out, 1) == 0)
    wait_for_sure (sem, 1000000);
}

static void *
jump_and_end (void *sem)
{
  leave_by_jump (sem);
  return NULL;
}

/* What a jump leaves is put right by the next wait, or the thread's end.  */
CASE (jumped_out)
{
  sem_t *sem = begin (0);
  pthread_t thread;

  (void) tc;
  leave_by_jump (sem);
  ATF_CHECK (!is_action (SIG_DFL));
  ATF_CHECK_ERRNO (ETIMEDOUT, wait_for_sure (sem, 3000000) == -1);
  ATF_CHECK (is_action (SIG_DFL));
  ATF_REQUIRE (pthread_create (&thread, NULL, jump_and_end, sem) == 0
               && pthread_join (thread, NULL) == 0);
  ATF_CHECK (is_action (SIG_DFL));
  ATF_CHECK (sem_post (sem) == 0 && has (sem) == 1);
  ATF_CHECK_EQ (0, wait_an_hour (sem));
}

/* Who is cancelled takes nothing, and leaves nothing.  */
CASE (cancelled)
{
  sem_t *sem = begin (0);
  pthread_t thread;
  void *got;
  int i;

  (void) tc;
  for (i = 1; i <= 200; i++)
    {
      ATF_REQUIRE (pthread_create (&thread, NULL, hour_in_thread, sem) == 0);
      await_entered (i);
      ATF_REQUIRE (pthread_cancel (thread) == 0);
      ATF_CHECK (pthread_join (thread, &got) == 0
                 && got == PTHREAD_CANCELED);
    }
  ATF_CHECK (is_action (SIG_DFL));
  ATF_CHECK (sem_post (sem) == 0 && has (sem) == 1);
}

static pid_t
wait_in_child (sem_t *sem)
{
  pid_t pid = fork ();

  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (wait_an_hour (sem) == 0 ? 0 : 1);
  return pid;
}

/* A waiting process that is killed takes nothing with it.  */
CASE (killed)
{
  sem_t *sem = begin (0);
  int i, status;
  pid_t pid, other;

  (void) tc;
  for (i = 0; i < 50; i++)
    {
      pid = wait_in_child (sem);
      other = wait_in_child (sem);
      await_entered (2 * i + 2);
      ATF_REQUIRE (kill (pid, SIGKILL) == 0);
      ATF_REQUIRE (waitpid (pid, &status, 0) == pid && WIFSIGNALED (status));
      ATF_REQUIRE (sem_post (sem) == 0);
      ATF_CHECK (waitpid (other, &status, 0) == other && status == 0);
    }
  ATF_CHECK_EQ (0, has (sem));
}

/* A child has its own time while a thread of its parent waits.  */
CASE (forked)
{
  sem_t *sem = begin (0), *child_sem = begin (0);
  pthread_t thread;
  void *got;
  int i, status;
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (pthread_create (&thread, NULL, hour_in_thread, sem) == 0);
  await_entered (1);
  for (i = 0; i < 50; i++)
    {
      pid = fork ();
      ATF_REQUIRE (pid != -1);
      if (pid == 0)
        _exit (wait_for_sure (child_sem, 1000000) == -1
               && errno == ETIMEDOUT && is_action (SIG_DFL) ? 0 : 1);
      ATF_CHECK (waitpid (pid, &status, 0) == pid && status == 0);
    }
  ATF_REQUIRE (sem_post (sem) == 0);
  ATF_CHECK (pthread_join (thread, &got) == 0 && got == sem);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, interrupted);
  ATF_TP_ADD_TC (tp, urgent_from_elsewhere);
  ATF_TP_ADD_TC (tp, action_changed);
  ATF_TP_ADD_TC (tp, chained);
  ATF_TP_ADD_TC (tp, restarting);
  ATF_TP_ADD_TC (tp, jumped_out);
  ATF_TP_ADD_TC (tp, cancelled);
  ATF_TP_ADD_TC (tp, killed);
  ATF_TP_ADD_TC (tp, forked);
  return atf_no_error ();
}
