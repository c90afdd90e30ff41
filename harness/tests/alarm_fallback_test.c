/* alarm_fallback_test.c - alarm() with setitimer() and without.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"

#include <atf-c.h>
#include <limits.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-signals.h"
#include "signal-kit.h"

unsigned alarm_by_child (unsigned seconds);
#define ipc_fb_alarm alarm_by_child
#define IPC_NO_SETITIMER
#include "alarm.c"
#undef ipc_fb_alarm

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

ATF_TC_WITHOUT_HEAD (by_timer);
ATF_TC_BODY (by_timer, tc)
{
  static const struct itimerval almost = { { 0, 0 }, { 0, 900000 } };
  unsigned left;
  sigset_t set;

  (void) tc;
  change_mask (SIG_BLOCK, SIGALRM);
  if (setitimer (ITIMER_REAL, &almost, NULL) == -1)
    atf_tc_skip ("no setitimer()");
  /* Less than a second, but not nothing, unless it has come.  */
  left = ipc_fb_alarm (0);
  ATF_REQUIRE (sigpending (&set) == 0);
  ATF_CHECK (left == 1 || sigismember (&set, SIGALRM) == 1);
  set_and_cancel (ipc_fb_alarm);
  ATF_CHECK (waitpid (-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

ATF_TC_WITHOUT_HEAD (by_process);
ATF_TC_BODY (by_process, tc)
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

/* The number of its descriptor is that of another one by now.  */
ATF_TC_WITHOUT_HEAD (closes_no_stranger);
ATF_TC_BODY (closes_no_stranger, tc)
{
  int fd, other[2];

  (void) tc;
  ATF_REQUIRE_EQ (0, alarm_by_child (1000));
  fd = armed.lifeline.fd;
  close (fd);
  ATF_REQUIRE (pipe (other) == 0);
  ATF_REQUIRE (fd == other[0] || dup2 (other[0], fd) == fd);
  alarm_by_child (0);
  ATF_CHECK (fcntl (fd, F_GETFD) != -1);
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
ATF_TC_WITHOUT_HEAD (kills_no_stranger);
ATF_TC_BODY (kills_no_stranger, tc)
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

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, by_timer);
  ATF_TP_ADD_TC (tp, by_process);
  ATF_TP_ADD_TC (tp, closes_no_stranger);
  ATF_TP_ADD_TC (tp, kills_no_stranger);
  return atf_no_error ();
}
