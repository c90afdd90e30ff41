/* daemon_test.c - what the suites cannot bring about in the daemons.
   SPDX-License-Identifier: BSD-2-Clause

   A chdir() that stands before libc's holds the daemon up, or fails.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

static int chdir_error;

/* The daemon says that it is in chdir(), and is told to go on.  */
static int arrived[2], go_on[2], word[2];

/* It stays until this is closed, beyond its starter's end.  */
static int stay[2];

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
  int hup_is_ignored, usr1_is_blocked, pipe_is_caught, chld_is_blocked;
  int leads_session, leads_group;
  mode_t mask;
};

static int (*form) (int nochdir, int noclose);

static void
catch (int signo)
{
  (void) signo;
}

static struct state
state_now (int error)
{
  struct state s;
  struct sigaction sa;
  sigset_t set;

  s.error = error;
  sigaction (SIGHUP, NULL, &sa);
  s.hup_is_ignored = sa.sa_handler == SIG_IGN;
  sigaction (SIGPIPE, NULL, &sa);
  s.pipe_is_caught = sa.sa_handler == catch;
  sigprocmask (SIG_BLOCK, NULL, &set);
  s.usr1_is_blocked = sigismember (&set, SIGUSR1);
  s.chld_is_blocked = sigismember (&set, SIGCHLD);
  s.leads_session = getsid (0) == getpid ();
  s.leads_group = getpgrp () == getpid ();
  s.mask = umask (0);
  return s;
}

/* In the starter, and, after that, in what the form returns in.  */
static void
run (void)
{
  struct state s;
  sigset_t set;
  char byte;

  signal (SIGHUP, SIG_IGN);
  signal (SIGPIPE, catch);
  sigemptyset (&set);
  sigaddset (&set, SIGUSR1);
  sigprocmask (SIG_BLOCK, &set, NULL);
  umask (077);
  s = state_now (form (0, 0) == -1 ? errno : 0);
  if (s.error == 0 && read (stay[0], &byte, 1) != 0)
    _exit (4);
  _exit (write (word[1], &s, sizeof s) == sizeof s ? 3 : 4);
}

/* Start one, to the point where it is in chdir().  */
static pid_t
start (int (*wanted) (int, int), int error)
{
  pid_t pid;
  char byte;

  form = wanted;
  chdir_error = error;
  ATF_REQUIRE (pipe (arrived) == 0 && pipe (go_on) == 0 && pipe (word) == 0
               && pipe (stay) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      close (go_on[1]);
      close (stay[1]);
      run ();
    }
  ATF_REQUIRE (close (arrived[1]) == 0 && close (word[1]) == 0);
  ATF_REQUIRE_EQ (1, read (arrived[0], &byte, 1));
  return pid;
}

static struct state
hear (void)
{
  struct state s;

  close (stay[1]);
  ATF_REQUIRE (read (word[0], &s, sizeof s) == sizeof s);
  return s;
}

/* The state of a daemon of that form, which is up when its starter ends.  */
static struct state
daemon_of (int (*wanted) (int, int))
{
  pid_t pid = start (wanted, 0);
  int status;

  ATF_REQUIRE_EQ (0, waitpid (pid, &status, WNOHANG));
  ATF_REQUIRE (write (go_on[1], "g", 1) == 1);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  return hear ();
}

/* As daemon() of libc does.  */
ATF_TC_WITHOUT_HEAD (keeps_what_daemon_keeps);
ATF_TC_BODY (keeps_what_daemon_keeps, tc)
{
  struct state s = daemon_of (ipc_fb_daemon);

  (void) tc;
  ATF_CHECK_EQ (0, s.error);
  ATF_CHECK (s.hup_is_ignored && s.pipe_is_caught && s.usr1_is_blocked);
  ATF_CHECK (!s.chld_is_blocked);
  ATF_CHECK (s.leads_session && s.leads_group);
  ATF_CHECK_EQ (077, s.mask);
}

ATF_TC_WITHOUT_HEAD (hardened);
ATF_TC_BODY (hardened, tc)
{
  struct state s = daemon_of (ipc_daemon_hardened);

  (void) tc;
  ATF_CHECK_EQ (0, s.error);
  ATF_CHECK (!s.hup_is_ignored && !s.pipe_is_caught && !s.usr1_is_blocked);
  ATF_CHECK (!s.chld_is_blocked);
  ATF_CHECK (!s.leads_session && !s.leads_group);
  ATF_CHECK_EQ (0, s.mask);
}

/* The starter is as it was, and no daemon is left: only one word comes.  */
static void
fail_to_start (int (*wanted) (int, int))
{
  pid_t pid = start (wanted, ENOENT);
  struct state s;
  int status;

  ATF_REQUIRE (write (go_on[1], "g", 1) == 1);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == 3);
  s = hear ();
  ATF_CHECK_EQ (ENOENT, s.error);
  ATF_CHECK (s.hup_is_ignored && s.pipe_is_caught && s.usr1_is_blocked);
  ATF_CHECK (!s.chld_is_blocked);
  ATF_CHECK_EQ (077, s.mask);
  ATF_CHECK_EQ (0, read (word[0], &s, sizeof s));
}

ATF_TC_WITHOUT_HEAD (starter_hears_of_failure);
ATF_TC_BODY (starter_hears_of_failure, tc)
{
  (void) tc;
  fail_to_start (ipc_fb_daemon);
  fail_to_start (ipc_daemon_hardened);
}

/* The daemon dies before it is up.  */
ATF_TC_WITHOUT_HEAD (starter_hears_of_death);
ATF_TC_BODY (starter_hears_of_death, tc)
{
  pid_t pid = start (ipc_fb_daemon, 0);
  int status;

  (void) tc;
  ATF_REQUIRE (close (go_on[1]) == 0);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == 3);
  ATF_REQUIRE_EQ (EIO, hear ().error);
}

/* The starter is killed before the daemon is up, which comes up.  */
ATF_TC_WITHOUT_HEAD (survives_its_starter);
ATF_TC_BODY (survives_its_starter, tc)
{
  pid_t pid = start (ipc_fb_daemon, 0);
  struct state s;
  int status;

  (void) tc;
  ATF_REQUIRE (kill (pid, SIGKILL) == 0);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE (write (go_on[1], "g", 1) == 1);
  s = hear ();
  ATF_CHECK_EQ (0, s.error);
  ATF_CHECK (s.pipe_is_caught);
}

/* No descriptor is left, and none is lost, whichever is free.  */
ATF_TC_WITHOUT_HEAD (full_table);
ATF_TC_BODY (full_table, tc)
{
  struct rlimit few = { 0, 0 };
  int room, fd;

  (void) tc;
  for (room = 0; room < 4; room++)
    {
      while ((fd = dup (0)) != -1)
        if (few.rlim_max == 0)
          {
            few.rlim_cur = few.rlim_max = (rlim_t) fd + 3;
            ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &few) == 0);
          }
      ATF_REQUIRE_EQ (EMFILE, errno);
      for (fd = 0; fd < room; fd++)
        ATF_REQUIRE (close ((int) few.rlim_cur - 1 - fd) == 0);
      ATF_CHECK_ERRNO (EMFILE, ipc_fb_daemon (0, 0) == -1);
    }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, keeps_what_daemon_keeps);
  ATF_TP_ADD_TC (tp, hardened);
  ATF_TP_ADD_TC (tp, starter_hears_of_failure);
  ATF_TP_ADD_TC (tp, starter_hears_of_death);
  ATF_TP_ADD_TC (tp, survives_its_starter);
  ATF_TP_ADD_TC (tp, full_table);
  return atf_no_error ();
}
