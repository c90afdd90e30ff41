/* signals_fallback_test.c - what the suites cannot bring about with signals.
   SPDX-License-Identifier: BSD-2-Clause

   alarm() with and without setitimer(), actions that others have installed,
   calls of sigaction() in handlers that have interrupted others, descriptors
   that deferral leaves.  */

#include "probed.h"

#include <atf-c.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-signals.h"

unsigned alarm_by_child (unsigned seconds);
#define ipc_fb_alarm alarm_by_child
#define IPC_NO_SETITIMER
#include "alarm.c"
#undef ipc_fb_alarm

typedef void (*ipc_handler) (int);
static ipc_handler interrupted_signal (int signo, ipc_handler handler);
int tested_sigaction (int signo, const struct sigaction *action,
                      struct sigaction *old);
#define ipc_fb_sigaction tested_sigaction
#define signal(signo, handler) interrupted_signal (signo, handler)
#include "sigaction.c"
#undef ipc_fb_sigaction
#undef signal

static volatile sig_atomic_t handled;

static void
count (int signo)
{
  (void) signo;
  handled++;
}

static void
count_too (int signo)
{
  (void) signo;
  handled++;
}

static int
next_fd (void)
{
  int fd = dup (0);

  close (fd);
  return fd;
}

static void
block (int signo, int how)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, signo);
  ATF_REQUIRE (sigprocmask (how, &set, NULL) == 0);
}

/* What alarm() says in either form.  */
static void
set_and_cancel (unsigned (*call) (unsigned))
{
  int i, before = next_fd ();
  pid_t pid;
  int status;

  errno = 77;
  ATF_CHECK_EQ (0, call (0));
  for (i = 0; i < 20; i++)
    {
      ATF_CHECK_EQ (0, call (1000));
      ATF_CHECK_EQ (1000, call (2000));
      ATF_CHECK_EQ (2000, call (0));
      ATF_CHECK_EQ (0, call (0));
    }
  ATF_CHECK_EQ (0, call (UINT_MAX));
  ATF_CHECK (call (1000) >= 100000000);
  ATF_CHECK_EQ (77, errno);

  /* A child has none, and its parent keeps its own.  */
  pid = fork ();
  if (pid == 0)
    _exit (call (0) == 0 ? 0 : 1);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK_EQ (0, status);
  ATF_CHECK_EQ (1000, call (0));
  ATF_CHECK_EQ (before, next_fd ());
}

ATF_TC_WITHOUT_HEAD (alarm_by_timer);
ATF_TC_BODY (alarm_by_timer, tc)
{
  static const struct itimerval almost = { { 0, 0 }, { 0, 900000 } };
  unsigned left;
  sigset_t set;

  (void) tc;
  if (setitimer (ITIMER_REAL, &almost, NULL) == -1)
    atf_tc_skip ("no setitimer()");
  block (SIGALRM, SIG_BLOCK);
  /* Less than a second, but not nothing, unless it has come.  */
  left = ipc_fb_alarm (0);
  ATF_REQUIRE (sigpending (&set) == 0);
  ATF_CHECK (left == 1 || sigismember (&set, SIGALRM) == 1);
  set_and_cancel (ipc_fb_alarm);
  ATF_CHECK (waitpid (-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

ATF_TC_WITHOUT_HEAD (alarm_by_process);
ATF_TC_BODY (alarm_by_process, tc)
{
  int status;
  pid_t pid;

  (void) tc;
  set_and_cancel (alarm_by_child);
  ATF_CHECK (waitpid (-1, NULL, WNOHANG) == -1 && errno == ECHILD);

  /* The limit that is declared: who waits for any child may get it; and then
     its number is nobody's to be killed.  */
  ATF_CHECK_EQ (0, alarm_by_child (1000));
  pid = armed.timer;
  ATF_REQUIRE (kill (pid, SIGKILL) == 0);
  ATF_CHECK_EQ (pid, waitpid (-1, &status, 0));
  /* A child of init's, perhaps; 0 would be the own group.  */
  alarm_by_child (0);
  ATF_CHECK_EQ (0, alarm_by_child (0));
}

/* A process that is not this one's child, and answers a byte on OUT for each
   on IN.  */
static pid_t
start_stranger (int in, int out)
{
  pid_t pid, stranger;
  int status, told[2];
  char byte;

  ATF_REQUIRE (pipe (told) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      stranger = fork ();
      while (stranger == 0)
        if (read (in, &byte, 1) != 1 || write (out, &byte, 1) != 1)
          _exit (0);
      _exit (write (told[1], &stranger, sizeof stranger)
             != (ssize_t) sizeof stranger);
    }
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid && status == 0);
  ATF_REQUIRE (read (told[0], &stranger, sizeof stranger)
               == (ssize_t) sizeof stranger);
  close (told[0]);
  close (told[1]);
  return stranger;
}

/* Its number is that of a timer which somebody else has waited for.  */
ATF_TC_WITHOUT_HEAD (alarm_kills_no_stranger);
ATF_TC_BODY (alarm_kills_no_stranger, tc)
{
  int to[2], from[2], status;
  pid_t stranger;
  char byte;

  (void) tc;
  ATF_REQUIRE (pipe (to) == 0 && pipe (from) == 0);
  stranger = start_stranger (to[0], from[1]);
  close (from[1]);
  ATF_CHECK_EQ (0, alarm_by_child (1000));
  ATF_REQUIRE (kill (armed.timer, SIGKILL) == 0);
  ATF_REQUIRE_EQ (armed.timer, waitpid (armed.timer, &status, 0));
  armed.timer = stranger;
  alarm_by_child (0);
  ATF_REQUIRE (write (to[1], "x", 1) == 1);
  ATF_CHECK_EQ (1, read (from[0], &byte, 1));
  kill (stranger, SIGKILL);
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

  block (SIGUSR1, SIG_BLOCK);
  raise (SIGUSR1);
  ATF_CHECK_ERRNO (ENOSYS, ipc_fb_sigaction (SIGUSR1, NULL, &old) == -1);
  check_unchanged (&was);
  ATF_CHECK_EQ (0, handled);
  block (SIGUSR1, SIG_UNBLOCK);
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

ATF_TC_WITHOUT_HEAD (deferral_lets_go);
ATF_TC_BODY (deferral_lets_go, tc)
{
  int before = next_fd (), i, fd;

  (void) tc;
  ATF_CHECK_ERRNO (EINVAL, ipc_defer_install (SIGKILL, count, 0) == -1);
  ATF_CHECK_EQ (before, next_fd ());
  for (i = 0; i < 3; i++)
    {
      ATF_REQUIRE (ipc_defer_install (SIGUSR1, count, 0) == 0);
      ATF_REQUIRE (ipc_defer_install (SIGUSR1, count_too, 0) == 0);
      ATF_REQUIRE (ipc_defer_install (SIGUSR2, count, 0) == 0);
      fd = ipc_defer_descriptor ();
      ATF_CHECK (fd >= 0);
      ATF_REQUIRE (raise (SIGUSR2) == 0);
      ATF_CHECK_EQ (1, ipc_defer_dispatch ());
      ATF_REQUIRE (ipc_defer_remove (SIGUSR2) == 0);
      ATF_CHECK_EQ (fd, ipc_defer_descriptor ());
      ATF_REQUIRE (raise (SIGUSR1) == 0);
      ATF_REQUIRE (ipc_defer_remove (SIGUSR1) == 0);
      ATF_CHECK_EQ (0, ipc_defer_pending ());
      ATF_CHECK_EQ (0, ipc_defer_dispatch ());
      ATF_CHECK_EQ (before, next_fd ());
    }
}

static int
is_readable (int fd)
{
  struct timeval now = { 0, 0 };
  fd_set set;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  return select (fd + 1, &set, NULL, NULL, &now) == 1;
}

/* The descriptor says what the flags say, in a child too.  */
ATF_TC_WITHOUT_HEAD (deferral_shows);
ATF_TC_BODY (deferral_shows, tc)
{
  int fd, i, status, ok;
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (ipc_defer_install (SIGUSR1, count, 0) == 0);
  fd = ipc_defer_descriptor ();
  for (i = 1; i <= 20000; i++)
    {
      raise (SIGUSR1);
      raise (SIGUSR1);
      ATF_REQUIRE (is_readable (fd));
      ATF_REQUIRE_EQ (1, ipc_defer_dispatch ());
      ATF_REQUIRE (!is_readable (fd));
      ATF_REQUIRE_EQ (i, handled);
    }
  raise (SIGUSR1);
  pid = fork ();
  if (pid == 0)
    {
      ok = is_readable (ipc_defer_descriptor ())
           && ipc_defer_dispatch () == 1
           && !is_readable (ipc_defer_descriptor ())
           && raise (SIGUSR1) == 0 && is_readable (ipc_defer_descriptor ());
      _exit (ok ? 0 : 1);
    }
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK_EQ (0, status);
  ATF_CHECK (is_readable (fd));
  ATF_CHECK_EQ (1, ipc_defer_dispatch ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, alarm_by_timer);
  ATF_TP_ADD_TC (tp, alarm_by_process);
  ATF_TP_ADD_TC (tp, alarm_kills_no_stranger);
  ATF_TP_ADD_TC (tp, asking_changes_nothing);
  ATF_TP_ADD_TC (tp, others_are_told);
  ATF_TP_ADD_TC (tp, restart_as_asked);
  ATF_TP_ADD_TC (tp, actions_stay_whole);
  ATF_TP_ADD_TC (tp, interrupted_begins_again);
  ATF_TP_ADD_TC (tp, jumps_out_of_it);
  ATF_TP_ADD_TC (tp, deferral_lets_go);
  ATF_TP_ADD_TC (tp, deferral_shows);
  return atf_no_error ();
}
