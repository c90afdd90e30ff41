/* daemon_test.c - what the suites cannot bring about in ipc_fb_daemon().
   SPDX-License-Identifier: BSD-2-Clause

   A chdir() that stands before libc's holds the daemon up, or fails.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

static int chdir_error;

/* The daemon says that it is in chdir(), and is told to go on.  */
static int arrived[2], go_on[2], word[2];

int
chdir (const char *path)
{
  char byte = 'c';

  (void) path;
  if (write (arrived[1], &byte, 1) != 1 || read (go_on[0], &byte, 1) != 1)
    _exit (1);
  errno = chdir_error;
  return chdir_error == 0 ? 0 : -1;
}

struct state
{
  int error;
  int hup_is_default;
  int usr1_is_blocked;
  mode_t mask;
};

/* In the starter, and, after that, in what ipc_fb_daemon() returns in.  */
static void
run (void)
{
  struct state s;
  struct sigaction sa;
  sigset_t set;

  signal (SIGHUP, SIG_IGN);
  sigemptyset (&set);
  sigaddset (&set, SIGUSR1);
  sigprocmask (SIG_BLOCK, &set, NULL);
  umask (077);
  s.error = ipc_fb_daemon (0, 0) == -1 ? errno : 0;
  sigaction (SIGHUP, NULL, &sa);
  sigprocmask (SIG_BLOCK, NULL, &set);
  s.hup_is_default = sa.sa_handler == SIG_DFL;
  s.usr1_is_blocked = sigismember (&set, SIGUSR1);
  s.mask = umask (0);
  _exit (write (word[1], &s, sizeof s) == sizeof s ? 3 : 4);
}

/* Start one, to the point where it is in chdir().  */
static pid_t
start (int error)
{
  pid_t pid;
  char byte;

  chdir_error = error;
  ATF_REQUIRE (pipe (arrived) == 0 && pipe (go_on) == 0 && pipe (word) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      close (go_on[1]);
      run ();
    }
  ATF_REQUIRE (close (arrived[1]) == 0 && close (word[1]) == 0);
  ATF_REQUIRE_EQ (1, read (arrived[0], &byte, 1));
  return pid;
}

ATF_TC_WITHOUT_HEAD (up_when_starter_ends);
ATF_TC_BODY (up_when_starter_ends, tc)
{
  pid_t pid = start (0);
  struct state s;
  int status;

  (void) tc;
  ATF_REQUIRE_EQ (0, waitpid (pid, &status, WNOHANG));
  ATF_REQUIRE (write (go_on[1], "g", 1) == 1);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  ATF_REQUIRE (read (word[0], &s, sizeof s) == sizeof s);
  ATF_REQUIRE_EQ (0, s.error);
  ATF_REQUIRE (s.hup_is_default && !s.usr1_is_blocked);
  ATF_REQUIRE_EQ (0, s.mask);
}

/* The starter is as it was, and no daemon is left: only one word comes.  */
ATF_TC_WITHOUT_HEAD (starter_hears_of_failure);
ATF_TC_BODY (starter_hears_of_failure, tc)
{
  pid_t pid = start (ENOENT);
  struct state s;
  int status;

  (void) tc;
  ATF_REQUIRE (write (go_on[1], "g", 1) == 1);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == 3);
  ATF_REQUIRE (read (word[0], &s, sizeof s) == sizeof s);
  ATF_REQUIRE_EQ (ENOENT, s.error);
  ATF_REQUIRE (!s.hup_is_default && s.usr1_is_blocked);
  ATF_REQUIRE_EQ (077, s.mask);
  ATF_REQUIRE_EQ (0, read (word[0], &s, sizeof s));
}

/* The daemon dies before it is up.  */
ATF_TC_WITHOUT_HEAD (starter_hears_of_death);
ATF_TC_BODY (starter_hears_of_death, tc)
{
  pid_t pid = start (0);
  struct state s;
  int status;

  (void) tc;
  ATF_REQUIRE (close (go_on[1]) == 0);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == 3);
  ATF_REQUIRE (read (word[0], &s, sizeof s) == sizeof s);
  ATF_REQUIRE_EQ (EIO, s.error);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, up_when_starter_ends);
  ATF_TP_ADD_TC (tp, starter_hears_of_failure);
  ATF_TP_ADD_TC (tp, starter_hears_of_death);
  return atf_no_error ();
}
