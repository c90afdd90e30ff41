/* sigaction_fallback_test.c - sigaction() made of signal(), at its limits.
   SPDX-License-Identifier: BSD-2-Clause

   Actions that others have installed, and calls in handlers that have
   interrupted other calls.  */

#include "probed.h"

#include <atf-c.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-signals.h"
#include "signal-kit.h"

typedef void (*ipc_handler) (int);
static ipc_handler interrupted_signal (int signo, ipc_handler handler);
int tested_sigaction (int signo, const struct sigaction *action,
                      struct sigaction *old);
#define ipc_fb_sigaction tested_sigaction
#define signal(signo, handler) interrupted_signal (signo, handler)
#include "sigaction.c"
#undef ipc_fb_sigaction
#undef signal

static void
count_too (int signo)
{
  (void) signo;
  handled++;
}

static void
count_info (int signo, siginfo_t *info, void *context)
{
  (void) info;
  (void) context;
  count (signo);
}

/* Install what only the native call can for SIGUSR1.  */
static void
install_natively (struct sigaction *sa)
{
  sa->sa_sigaction = count_info;
  sa->sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset (&sa->sa_mask);
  sigaddset (&sa->sa_mask, SIGHUP);
  ATF_REQUIRE (sigaction (SIGUSR1, sa, NULL) == 0);
}

static void
check_unchanged (const struct sigaction *was)
{
  struct sigaction sa;

  ATF_REQUIRE (sigaction (SIGUSR1, NULL, &sa) == 0);
  ATF_CHECK (sa.sa_sigaction == count_info);
  ATF_CHECK_EQ (was->sa_flags, sa.sa_flags & (SA_SIGINFO | SA_RESTART));
  ATF_CHECK_EQ (1, sigismember (&sa.sa_mask, SIGHUP));
  ATF_CHECK_EQ (0, sigismember (&sa.sa_mask, SIGUSR1));
}

ATF_TC_WITHOUT_HEAD (asking_changes_nothing);
ATF_TC_BODY (asking_changes_nothing, tc)
{
  struct sigaction was, old;
  sigset_t set;

  (void) tc;
  install_natively (&was);
  if (ipc_fb_sigaction (SIGUSR1, NULL, &old) == 0)
    ATF_CHECK (old.sa_handler == was.sa_handler);
  else
    ATF_CHECK_EQ (ENOSYS, errno);
  check_unchanged (&was);
  ATF_REQUIRE (sigprocmask (SIG_BLOCK, NULL, &set) == 0);
  ATF_CHECK_EQ (0, sigismember (&set, SIGUSR1));

  change_mask (SIG_BLOCK, SIGUSR1);
  raise (SIGUSR1);
  ATF_CHECK_ERRNO (ENOSYS, ipc_fb_sigaction (SIGUSR1, NULL, &old) == -1);
  check_unchanged (&was);
  ATF_CHECK_EQ (0, handled);
  change_mask (SIG_UNBLOCK, SIGUSR1);
  ATF_CHECK_EQ (1, handled);
}

/* Who replaces another's action is told its handler, also when something was
   installed here before.  */
ATF_TC_WITHOUT_HEAD (others_are_told);
ATF_TC_BODY (others_are_told, tc)
{
  struct sigaction sa, was, old;

  (void) tc;
  sa.sa_handler = count_too;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  install_natively (&was);
  ATF_REQUIRE (ipc_fb_sigaction (SIGUSR1, &sa, &old) == 0);
  ATF_CHECK (old.sa_handler == was.sa_handler);
  install_natively (&was);
  ATF_REQUIRE (ipc_fb_sigaction (SIGUSR1, &sa, &old) == 0);
  ATF_CHECK (old.sa_handler == was.sa_handler);
  ATF_REQUIRE (ipc_fb_sigaction (SIGUSR1, &sa, &old) == 0);
  ATF_CHECK (old.sa_handler == count_too);
}

static int
restarts_now (void)
{
  struct sigaction sa;

  ATF_REQUIRE (sigaction (SIGUSR1, NULL, &sa) == 0);
  return (sa.sa_flags & SA_RESTART) != 0;
}

ATF_TC_WITHOUT_HEAD (restart_as_asked);
ATF_TC_BODY (restart_as_asked, tc)
{
  struct sigaction sa;
  int i;

  (void) tc;
#if IPC_PROBE_SIGINTERRUPT == 0
  atf_tc_skip ("no siginterrupt()");
#endif
  sa.sa_handler = count;
  sigemptyset (&sa.sa_mask);
  for (i = 0; i < 9; i++)
    {
      /* Twice each.  */
      sa.sa_flags = i / 2 % 2 ? SA_RESTART : 0;
      ATF_REQUIRE (ipc_fb_sigaction (SIGUSR1, &sa, NULL) == 0);
      ATF_CHECK_EQ (i / 2 % 2, restarts_now ());
      /* It is installed anew when it comes.  */
      ATF_REQUIRE (raise (SIGUSR1) == 0);
      ATF_CHECK_EQ (i / 2 % 2, restarts_now ());
    }
  ATF_CHECK_EQ (9, handled);
}

/* Two actions that differ at their beginnings and at their ends.  */
static struct sigaction actions[2];
static volatile sig_atomic_t torn;

static void
check_whole (const struct sigaction *sa)
{
  int first = sa->sa_handler == count;

  if (sa->sa_handler != count && sa->sa_handler != count_too)
    torn++;
  if (sigismember (&sa->sa_mask, SIGHUP) != first
      || sigismember (&sa->sa_mask, SIGTERM) == first
      || sa->sa_flags != (first ? 0 : SA_RESTART))
    torn++;
}

static void
make_actions (void)
{
  int i;

  for (i = 0; i < 2; i++)
    {
      actions[i].sa_handler = i == 0 ? count : count_too;
      actions[i].sa_flags = i == 0 ? 0 : SA_RESTART;
      sigemptyset (&actions[i].sa_mask);
      sigaddset (&actions[i].sa_mask, i == 0 ? SIGHUP : SIGTERM);
    }
}

/* Both in turn, in the table.  */
static void
put_both (void)
{
  struct sigaction now;
  sigset_t mask;
  int i, blocked;

  for (i = 0; i < 2; i++)
    {
      blocked = ipc_action_begin (0, &mask);
      ipc_action_put (SIGUSR1, &actions[i]);
      ipc_action_end (blocked, &mask);
      ipc_action_get (SIGUSR1, &now);
      check_whole (&now);
    }
}

/* In the midst of that.  */
static void
interfere (int signo)
{
  count (signo);
  put_both ();
}

/* A process that sends SIGUSR2 until it is killed.  */
static pid_t
start_storm (void)
{
  pid_t parent = getpid (), pid = fork ();

  ATF_REQUIRE (pid != -1);
  while (pid == 0)
    if (kill (parent, SIGUSR2) == -1 || getppid () != parent)
      _exit (0);
  return pid;
}

ATF_TC_WITHOUT_HEAD (actions_stay_whole);
ATF_TC_BODY (actions_stay_whole, tc)
{
  pid_t pid;

  (void) tc;
  make_actions ();
  put_both ();
  ATF_REQUIRE (signal (SIGUSR2, interfere) != SIG_ERR);
  pid = start_storm ();
  while (handled < 20000)
    put_both ();
  ATF_REQUIRE (kill (pid, SIGKILL) == 0);
  ATF_REQUIRE_EQ (pid, waitpid (pid, NULL, 0));
  ATF_CHECK_EQ (0, torn);
}

/* Someone replaces the action just before, or after, it is installed: as
   often as OTHERS says, of which the negative ones come after.  */
static int others;

static void
let_other_in (void)
{
  struct sigaction sa = actions[1];

  if (others % 3 == 0)
    sa.sa_handler = SIG_IGN;
  ATF_REQUIRE (tested_sigaction (SIGUSR1, &sa, NULL) == 0);
}

static ipc_handler
interrupted_signal (int signo, ipc_handler handler)
{
  int before = others > 0, after = others < 0;
  ipc_handler former;

  others += after - before;
  if (before)
    let_other_in ();
  former = signal (signo, handler);
  if (after)
    let_other_in ();
  return former;
}

/* Whoever was in the midst of it comes last.  */
ATF_TC_WITHOUT_HEAD (interrupted_begins_again);
ATF_TC_BODY (interrupted_begins_again, tc)
{
  struct sigaction sa, now;
  int i;

  (void) tc;
  make_actions ();
  for (i = -7; i <= 7; i++)
    {
      others = i;
      ATF_REQUIRE (tested_sigaction (SIGUSR1, &actions[0], NULL) == 0);
      ATF_REQUIRE (tested_sigaction (SIGUSR1, NULL, &now) == 0);
      ATF_CHECK (now.sa_handler == count);
      handled = 0;
      ATF_REQUIRE (raise (SIGUSR1) == 0);
      ATF_CHECK_EQ (1, handled);

      others = i;
      sa = actions[0];
      sa.sa_handler = SIG_IGN;
      ATF_REQUIRE (tested_sigaction (SIGUSR1, &sa, NULL) == 0);
      ATF_REQUIRE (sigaction (SIGUSR1, NULL, &now) == 0);
      ATF_CHECK (now.sa_handler == SIG_IGN);
    }
}

static sigjmp_buf env;

static void
jump (int signo)
{
  (void) signo;
  siglongjmp (env, 1);
}

static void
put_and_install (void)
{
  put_both ();
  ATF_REQUIRE (ipc_fb_sigaction (SIGUSR1, &actions[0], NULL) == 0);
}

/* However often a handler jumps out of such a call, the next one works.  */
ATF_TC_WITHOUT_HEAD (jumps_out_of_it);
ATF_TC_BODY (jumps_out_of_it, tc)
{
  static struct itimerval timer;
  static volatile int jumps;
  struct sigaction old;

  (void) tc;
  make_actions ();
  ATF_REQUIRE (ipc_fb_sigaction (SIGUSR1, &actions[0], NULL) == 0);
  ATF_REQUIRE (signal (SIGALRM, jump) != SIG_ERR);
  if (sigsetjmp (env, 1) != 0)
    jumps++;
  if (jumps < 500)
    {
      timer.it_value.tv_usec = 1 + jumps % 50;
      ATF_REQUIRE (setitimer (ITIMER_REAL, &timer, NULL) == 0);
      for (;;)
        put_and_install ();
    }
  alarm (0);
  ATF_REQUIRE (signal (SIGALRM, SIG_IGN) != SIG_ERR);
  ATF_REQUIRE (ipc_fb_sigaction (SIGUSR1, &actions[1], &old) == 0);
  ATF_REQUIRE (ipc_fb_sigaction (SIGUSR1, &actions[0], &old) == 0);
  ATF_CHECK (old.sa_handler == count_too);
  ATF_REQUIRE (raise (SIGUSR1) == 0);
  ATF_CHECK_EQ (1, handled);
  ATF_CHECK_EQ (0, torn);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, asking_changes_nothing);
  ATF_TP_ADD_TC (tp, others_are_told);
  ATF_TP_ADD_TC (tp, restart_as_asked);
  ATF_TP_ADD_TC (tp, actions_stay_whole);
  ATF_TP_ADD_TC (tp, interrupted_begins_again);
  ATF_TP_ADD_TC (tp, jumps_out_of_it);
  return atf_no_error ();
}
