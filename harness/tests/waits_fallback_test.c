/* waits_fallback_test.c - pselect() and ppoll() in hard circumstances.
   SPDX-License-Identifier: BSD-2-Clause

   Four threads, a full table of descriptors, more of them than select() can
   name, handlers that jump, fork, or are reset.  A signal is sent while it is
   blocked: a wait that lost it would never end.  */

#include "probed.h"

#include <atf-c.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

/* Two copies of the public functions do not fit into one program.  */
#define ipc_fb_pselect tested_pselect
#define ipc_fb_ppoll tested_ppoll
#include "pselect.c"
#include "wake.h"

enum { THREADS = 4, ROUNDS = 5000 };

static sigset_t none;
static volatile sig_atomic_t handled;

static void
count (int signo)
{
  (void) signo;
  handled++;
}

static void
block (int signo)
{
  sigset_t set;

  sigemptyset (&none);
  sigemptyset (&set);
  sigaddset (&set, signo);
  ATF_REQUIRE (pthread_sigmask (SIG_BLOCK, &set, NULL) == 0);
}

static void
catch (int signo, void (*handler) (int), int flags)
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = flags;
  sigemptyset (&sa.sa_mask);
  sigaddset (&sa.sa_mask, SIGHUP);
  ATF_REQUIRE (sigaction (signo, &sa, NULL) == 0);
}

/* Whether the action of SIGNO is just that.  */
static int
is_action (int signo, void (*handler) (int), int flags)
{
  struct sigaction sa;

  return sigaction (signo, NULL, &sa) == 0 && sa.sa_handler == handler
         && (sa.sa_flags & (SA_SIGINFO | SA_RESTART)) == flags
         && sigismember (&sa.sa_mask, SIGHUP) == 1;
}

static int
next_fd (void)
{
  int fd = dup (0);

  close (fd);
  return fd;
}

static int
wait_by_pselect (int fd, const sigset_t *mask)
{
  fd_set set;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  return ipc_fb_pselect (fd + 1, &set, NULL, NULL, NULL, mask);
}

static int
wait_by_ppoll (int fd, const sigset_t *mask)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLIN;
  return ipc_fb_ppoll (&p, 1, NULL, mask);
}

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

/* NAME, which has not lost a signal if it ends at all.  */
#define CASE(name)                                  \
  ATF_TC (name);                                    \
  ATF_TC_HEAD (name, tc)                            \
  {                                                 \
    atf_tc_set_md_var (tc, "timeout", "60");        \
  }                                                 \
  ATF_TC_BODY (name, tc)

CASE (threads_without_signals)
{
  int before = next_fd ();

  (void) tc;
  block (SIGUSR1);
  run_threads (wait_ready);
  ATF_CHECK_EQ (before, next_fd ());
}

CASE (threads_with_signals)
{
  int before = next_fd ();

  (void) tc;
  block (SIGUSR1);
  catch (SIGUSR1, count, SA_RESTART);
  run_threads (wait_hit);
  ATF_CHECK (is_action (SIGUSR1, count, SA_RESTART));
  ATF_CHECK_EQ (before, next_fd ());
}

CASE (many_in_a_row)
{
  int fd[2], i, before;

  (void) tc;
  ATF_REQUIRE (pipe (fd) == 0);
  before = next_fd ();
  block (SIGUSR1);
  catch (SIGUSR1, count, SA_RESTART);
  for (i = 1; i <= 20000; i++)
    {
      raise (SIGUSR1);
      ATF_REQUIRE_ERRNO (EINTR, (i % 2 ? wait_by_ppoll (fd[0], &none)
                                 : wait_by_pselect (fd[0], &none)) == -1);
      ATF_REQUIRE_EQ (i, handled);
    }
  ATF_CHECK (is_action (SIGUSR1, count, SA_RESTART));
  ATF_CHECK_EQ (before, next_fd ());
}

/* Open descriptors until there are MOST, or no more can be.  */
static void
fill_descriptors (int most)
{
  while (next_fd () != -1 && next_fd () < most)
    ATF_REQUIRE (dup (0) != -1);
}

/* Of these, one is ready to be read from and one to be written to.  */
static void
check_sets (int idle, int ready, int writable)
{
  fd_set in, out;
  struct sets s;

  FD_ZERO (&in);
  FD_ZERO (&out);
  FD_SET (idle, &in);
  FD_SET (ready, &in);
  FD_SET (writable, &out);
  s.asked[IN] = &in;
  s.asked[OUT] = &out;
  s.asked[ERR] = NULL;
  s.count = writable + 1;
  copy_asked (&s);
  ATF_CHECK_EQ (2, select_by_poll (&s, idle, NULL));
  ATF_CHECK (!FD_ISSET (idle, &s.copy[IN]));
  ATF_CHECK (FD_ISSET (ready, &s.copy[IN]));
  ATF_CHECK (FD_ISSET (writable, &s.copy[OUT]));
  close (idle);
  copy_asked (&s);
  ATF_CHECK_ERRNO (EBADF, select_by_poll (&s, ready, NULL) == -1);
}

CASE (more_than_a_set_has)
{
  static const struct timespec soon = { 0, 1 };
  struct rlimit limit;
  fd_set set;
  int idle[2], ready[2];

  (void) tc;
  ATF_REQUIRE (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  if (limit.rlim_max < FD_SETSIZE + 20)
    atf_tc_skip ("too few descriptors");
  limit.rlim_cur = FD_SETSIZE + 20;
  ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &limit) == 0);
  ATF_REQUIRE (pipe (idle) == 0 && pipe (ready) == 0);
  fill_descriptors (FD_SETSIZE + 2);
  block (SIGUSR1);
  catch (SIGUSR1, count, 0);
  raise (SIGUSR1);
  ATF_CHECK_ERRNO (EINTR, wait_by_pselect (idle[0], &none) == -1);
  ATF_CHECK_EQ (1, handled);
  ATF_REQUIRE (write (ready[1], "x", 1) == 1);
  ATF_CHECK_EQ (1, wait_by_pselect (ready[0], &none));

  FD_ZERO (&set);
  FD_SET (idle[0], &set);
  ATF_CHECK_EQ (0, ipc_fb_pselect (idle[0] + 1, &set, NULL, NULL, &soon,
                                   &none));

  check_sets (idle[0], ready[0], ready[1]);
}

CASE (full_table)
{
  struct rlimit limit;
  sigset_t mask;
  int fd[2];

  (void) tc;
  ATF_REQUIRE (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = 40;
  ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &limit) == 0);
  ATF_REQUIRE (pipe (fd) == 0);
  fill_descriptors (40);
  block (SIGUSR1);
  catch (SIGUSR1, count, 0);
  ATF_CHECK_ERRNO (EMFILE, wait_by_pselect (fd[0], &none) == -1);
  ATF_CHECK_ERRNO (EMFILE, wait_by_ppoll (fd[0], &none) == -1);
  ATF_CHECK (is_action (SIGUSR1, count, 0));
  ATF_REQUIRE (sigprocmask (SIG_BLOCK, NULL, &mask) == 0);
  ATF_CHECK_EQ (1, sigismember (&mask, SIGUSR1));
  ATF_REQUIRE (write (fd[1], "x", 1) == 1);
  ATF_CHECK_EQ (1, wait_by_pselect (fd[0], &none));
  ATF_CHECK_EQ (1, wait_by_ppoll (fd[0], &none));
  /* For ATF.  */
  close (fd[0]);
}

/* A descriptor that is ready all the time keeps no signal away.  */
CASE (ready_and_pending)
{
  int fd[2];

  (void) tc;
  ATF_REQUIRE (pipe (fd) == 0 && write (fd[1], "x", 1) == 1);
  block (SIGUSR1);
  catch (SIGUSR1, count, 0);
  raise (SIGUSR1);
  ATF_CHECK_ERRNO (EINTR, wait_by_pselect (fd[0], &none) == -1);
  ATF_CHECK_EQ (1, handled);
  raise (SIGUSR1);
  ATF_CHECK_ERRNO (EINTR, wait_by_ppoll (fd[0], &none) == -1);
  ATF_CHECK_EQ (2, handled);
}

static sigjmp_buf out_of_wait;

static void
jump (int signo)
{
  (void) signo;
  siglongjmp (out_of_wait, 1);
}

CASE (left_by_a_jump)
{
  int fd[2], before, i;

  (void) tc;
  ATF_REQUIRE (pipe (fd) == 0);
  before = next_fd ();
  block (SIGUSR1);
  for (i = 0; i < 100; i++)
    {
      catch (SIGUSR1, jump, 0);
      if (sigsetjmp (out_of_wait, 1) == 0)
        {
          raise (SIGUSR1);
          wait_by_pselect (fd[0], &none);
          atf_tc_fail ("did not jump");
        }
    }
  raise (SIGUSR1);
  catch (SIGUSR1, count, 0);
  ATF_CHECK_ERRNO (EINTR, wait_by_ppoll (fd[0], &none) == -1);
  ATF_CHECK (is_action (SIGUSR1, count, 0));
  ATF_CHECK_EQ (before, next_fd ());
}

static volatile pid_t child = -1;

static void
fork_here (int signo)
{
  (void) signo;
  child = fork ();
}

CASE (forks_in_the_handler)
{
  int fd[2], before, status, ok;

  (void) tc;
  ATF_REQUIRE (pipe (fd) == 0);
  before = next_fd ();
  block (SIGUSR1);
  catch (SIGUSR1, fork_here, 0);
  raise (SIGUSR1);
  ok = wait_by_pselect (fd[0], &none) == -1 && errno == EINTR
       && is_action (SIGUSR1, fork_here, 0) && next_fd () == before;
  if (child == 0)
    _exit (ok ? 0 : 1);
  ATF_CHECK (ok);
  ATF_REQUIRE_EQ (child, waitpid (child, &status, 0));
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

CASE (reset_on_delivery)
{
  struct sigaction sa;
  int fd[2];

  (void) tc;
  ATF_REQUIRE (pipe (fd) == 0);
  block (SIGUSR1);
  catch (SIGUSR1, count, (int) SA_RESETHAND);
  raise (SIGUSR1);
  ATF_CHECK_ERRNO (EINTR, wait_by_ppoll (fd[0], &none) == -1);
  ATF_REQUIRE (sigaction (SIGUSR1, NULL, &sa) == 0);
  ATF_CHECK (sa.sa_handler == SIG_DFL);
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

  block (SIGUSR1);
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
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, more_than_a_set_has);
  ATF_TP_ADD_TC (tp, full_table);
  ATF_TP_ADD_TC (tp, ready_and_pending);
  ATF_TP_ADD_TC (tp, left_by_a_jump);
  ATF_TP_ADD_TC (tp, forks_in_the_handler);
  ATF_TP_ADD_TC (tp, wait_around_another);
  ATF_TP_ADD_TC (tp, wait_around_a_fork);
  ATF_TP_ADD_TC (tp, reset_on_delivery);
  return atf_no_error ();
}
