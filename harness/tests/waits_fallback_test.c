/* waits_fallback_test.c - pselect() and ppoll() in hard circumstances.
   SPDX-License-Identifier: BSD-2-Clause

   A full table of descriptors, more of them than select() can name, handlers
   that jump, fork, or are reset.  */

#include "probed.h"

#include <atf-c.h>
#include <setjmp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The library has them, too.  */
#define ipc_fb_pselect tested_pselect
#define ipc_fb_ppoll tested_ppoll
#include "pselect.c"
#include "wait-kit.h"

CASE (many_in_a_row)
{
  int fd[2], i, before;

  (void) tc;
  ATF_REQUIRE (pipe (fd) == 0);
  before = next_fd ();
  change_mask (SIG_BLOCK, SIGUSR1);
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
  change_mask (SIG_BLOCK, SIGUSR1);
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
  change_mask (SIG_BLOCK, SIGUSR1);
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
  change_mask (SIG_BLOCK, SIGUSR1);
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
  change_mask (SIG_BLOCK, SIGUSR1);
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
  change_mask (SIG_BLOCK, SIGUSR1);
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
  change_mask (SIG_BLOCK, SIGUSR1);
  catch (SIGUSR1, count, (int) SA_RESETHAND);
  raise (SIGUSR1);
  ATF_CHECK_ERRNO (EINTR, wait_by_ppoll (fd[0], &none) == -1);
  ATF_REQUIRE (sigaction (SIGUSR1, NULL, &sa) == 0);
  ATF_CHECK (sa.sa_handler == SIG_DFL);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, more_than_a_set_has);
  ATF_TP_ADD_TC (tp, full_table);
  ATF_TP_ADD_TC (tp, ready_and_pending);
  ATF_TP_ADD_TC (tp, left_by_a_jump);
  ATF_TP_ADD_TC (tp, forks_in_the_handler);
  ATF_TP_ADD_TC (tp, reset_on_delivery);
  return atf_no_error ();
}
