/* wait_threads_test.c - pselect() and ppoll() in several threads.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wait-kit.h"
#include "wake.h"

enum { THREADS = 4, ROUNDS = 5000 };

/* What a thread found: no ATF macro may be used in it.  */
struct work
{
  pthread_t thread;
  int idle, ready;              /* descriptors */
  int wrong;
};

/* Rounds of waits that nothing has to be wrapped for.  */
static void *
wait_ready (void *arg)
{
  struct work *w = arg;
  int i;

  for (i = 0; i < ROUNDS && !w->wrong; i++)
    w->wrong = wait_by_ppoll (w->ready, NULL) != 1
               || wait_by_pselect (w->ready, NULL) != 1
               || wait_by_ppoll (w->ready, &none) != 1
               || wait_by_pselect (w->ready, &none) != 1;
  return NULL;
}

/* Rounds of waits for a signal to this thread alone.  */
static void *
wait_hit (void *arg)
{
  struct work *w = arg;
  int i, result;

  for (i = 0; i < ROUNDS / 5; i++)
    {
      pthread_kill (pthread_self (), SIGUSR1);
      result = i % 2 ? wait_by_ppoll (w->idle, &none)
               : wait_by_pselect (w->idle, &none);
      w->wrong |= result != -1 || errno != EINTR;
    }
  return NULL;
}

static void
run_threads (void *(*body) (void *))
{
  struct work work[THREADS];
  int i, idle[2], ready[2];

  ATF_REQUIRE (pipe (idle) == 0 && pipe (ready) == 0);
  ATF_REQUIRE (write (ready[1], "x", 1) == 1);
  for (i = 0; i < THREADS; i++)
    {
      work[i].idle = idle[0];
      work[i].ready = ready[0];
      work[i].wrong = 0;
      ATF_REQUIRE (pthread_create (&work[i].thread, NULL, body, &work[i])
                   == 0);
    }
  for (i = 0; i < THREADS; i++)
    {
      ATF_REQUIRE (pthread_join (work[i].thread, NULL) == 0);
      ATF_CHECK_EQ (0, work[i].wrong);
    }
  for (i = 0; i < 2; i++)
    {
      close (idle[i]);
      close (ready[i]);
    }
}

CASE (threads_without_signals)
{
  int before = next_fd ();

  (void) tc;
  change_mask (SIG_BLOCK, SIGUSR1);
  run_threads (wait_ready);
  ATF_CHECK_EQ (before, next_fd ());
}

CASE (threads_with_signals)
{
  int before = next_fd ();

  (void) tc;
  change_mask (SIG_BLOCK, SIGUSR1);
  catch (SIGUSR1, count, SA_RESTART);
  run_threads (wait_hit);
  ATF_CHECK (is_action (SIGUSR1, count, SA_RESTART));
  ATF_CHECK_EQ (before, next_fd ());
}

/* A whole wait of another thread; its result is that of the thread.  */
static void *
wait_in_between (void *arg)
{
  sigset_t old;
  int fd;

  /* It has inherited the mask of the wait.  */
  sigemptyset (&old);
  sigaddset (&old, SIGUSR1);
  pthread_sigmask (SIG_BLOCK, &old, NULL);
  fd = ipc_wake_begin (&none, &old);
  (void) arg;
  return fd < 0 || ipc_wake_end (fd, &old) ? &none : NULL;
}

/* The same in a child of that thread, which has none of the others.  */
static void *
wait_in_child (void *arg)
{
  pid_t pid = fork ();
  int status = 0;

  if (pid == 0)
    _exit (wait_in_between (arg) != NULL ? 1
           : is_action (SIGUSR1, count, 0) ? 0 : 2);
  return waitpid (pid, &status, 0) == pid && status == 0 ? NULL : &none;
}

/* Run BODY in a thread while this one waits.  */
static void
wait_around (void *(*body) (void *))
{
  sigset_t old;
  pthread_t thread;
  void *wrong;
  char byte;
  int fd;

  change_mask (SIG_BLOCK, SIGUSR1);
  catch (SIGUSR1, count, 0);
  fd = ipc_wake_begin (&none, &old);
  ATF_REQUIRE (fd >= 0);
  ATF_REQUIRE (pthread_create (&thread, NULL, body, NULL) == 0);
  ATF_REQUIRE (pthread_join (thread, &wrong) == 0);
  ATF_CHECK (wrong == NULL);
  ATF_REQUIRE (raise (SIGUSR1) == 0);
  ATF_CHECK_EQ (1, read (fd, &byte, 1));
  ATF_CHECK (ipc_wake_end (fd, &old));
  ATF_CHECK_EQ (1, handled);
  ATF_CHECK (is_action (SIGUSR1, count, 0));
}

CASE (wait_around_another)
{
  (void) tc;
  wait_around (wait_in_between);
}

CASE (wait_around_a_fork)
{
  (void) tc;
  wait_around (wait_in_child);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, threads_without_signals);
  ATF_TP_ADD_TC (tp, threads_with_signals);
  ATF_TP_ADD_TC (tp, wait_around_another);
  ATF_TP_ADD_TC (tp, wait_around_a_fork);
  return atf_no_error ();
}
