/* commands_test.c - what the suites cannot bring about in system(), popen().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child-kit.h"
#include "ipcompat-fallbacks.h"

/* The later command must not keep the earlier one's pipe open.  */
ATF_TC_WITHOUT_HEAD (streams_end_by_themselves);
ATF_TC_BODY (streams_end_by_themselves, tc)
{
  FILE *first, *second, *dies;
  int status;

  (void) tc;
  ATF_REQUIRE (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
  first = ipc_fb_popen ("read line; cat >rest; test \"$line\" = 1 && exit 4",
                        "w");
  second = ipc_fb_popen ("cat >/dev/null; exit 5", "w");
  dies = ipc_fb_popen ("kill -TERM $$", "r");
  ATF_REQUIRE (first != NULL && second != NULL && dies != NULL);
  ATF_REQUIRE (fputs ("1\n2\n", first) != EOF);
  status = ipc_fb_pclose (first);
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 4);
  ATF_CHECK (fgetc (dies) == EOF);
  status = ipc_fb_pclose (dies);
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGTERM);
  status = ipc_fb_pclose (second);
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 5);
  ATF_CHECK (ipc_fb_pclose (NULL) == -1 && errno == ECHILD);
  ATF_CHECK (ipc_fb_popen ("true", "rw") == NULL && errno == EINVAL);
}

/* Signals are the command's and the caller's as they were before.  */
ATF_TC_WITHOUT_HEAD (system_keeps_signals);
ATF_TC_BODY (system_keeps_signals, tc)
{
  struct sigaction sa;
  sigset_t mask;
  int status;

  (void) tc;
  ATF_REQUIRE (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
  ATF_CHECK (ipc_fb_system (NULL) != 0);
  status = ipc_fb_system ("kill -INT $$");
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGINT);
  ATF_REQUIRE (sigprocmask (SIG_BLOCK, NULL, &mask) == 0);
  ATF_CHECK (sigismember (&mask, SIGCHLD) == 0);
  ATF_REQUIRE (sigaction (SIGINT, NULL, &sa) == 0);
  ATF_CHECK (sa.sa_handler == SIG_DFL);
  ATF_REQUIRE (sigaction (SIGCHLD, NULL, &sa) == 0);
  ATF_CHECK (sa.sa_handler == SIG_IGN);
  ATF_CHECK (waitpid (-1, NULL, 0) == -1 && errno == ECHILD);
}

/* "e" is close-on-exec; without it a program that is executed has the
   stream, but no later command.  */
ATF_TC_WITHOUT_HEAD (stream_close_on_exec);
ATF_TC_BODY (stream_close_on_exec, tc)
{
  static const char *const bad[] = { "", "e", "rw", "ree", "r+", "wb" };
  FILE *kept, *closed;
  char command[80];
  size_t i;

  (void) tc;
  kept = ipc_fb_popen ("cat >/dev/null", "w");
  closed = ipc_fb_popen ("cat >/dev/null", "we");
  ATF_REQUIRE (kept != NULL && closed != NULL);
  ATF_CHECK_EQ (0, fcntl (fileno (kept), F_GETFD));
  ATF_CHECK_EQ (FD_CLOEXEC, fcntl (fileno (closed), F_GETFD));
  snprintf (command, sizeof command, "test ! -e /dev/fd/%d", fileno (kept));
  ATF_CHECK_EQ (0, ipc_fb_pclose (ipc_fb_popen (command, "r")));
  snprintf (command, sizeof command, "true >&%d", fileno (kept));
  ATF_CHECK_EQ (0, ipc_fb_system (command));
  snprintf (command, sizeof command, "true >&%d", fileno (closed));
  ATF_CHECK (ipc_fb_system (command) != 0);
  ATF_CHECK_EQ (0, ipc_fb_pclose (closed));
  ATF_CHECK_EQ (0, ipc_fb_pclose (kept));
  for (i = 0; i < sizeof bad / sizeof *bad; i++)
    ATF_CHECK_ERRNO (EINVAL, ipc_fb_popen ("true", bad[i]) == NULL);
}

/* The lowest descriptor that is free.  */
static int
next_fd (void)
{
  int fd = dup (0);

  close (fd);
  return fd;
}

ATF_TC_WITHOUT_HEAD (hundred_streams);
ATF_TC_BODY (hundred_streams, tc)
{
  enum { MANY = 100 };
  FILE *stream[MANY];
  char command[40];
  int i, status, before = next_fd ();

  (void) tc;
  for (i = 0; i < MANY; i++)
    {
      snprintf (command, sizeof command, "cat >/dev/null; exit %d", i);
      stream[i] = ipc_fb_popen (command, "w");
      ATF_REQUIRE (stream[i] != NULL);
    }
  for (i = 0; i < MANY; i++)
    {
      int j = i % 2 == 0 ? i : MANY - i;

      status = ipc_fb_pclose (stream[j]);
      ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == j);
    }
  ATF_CHECK_EQ (before, next_fd ());
}

/* Each lacks one descriptor less, until it works; none is left open.  */
ATF_TC_WITHOUT_HEAD (few_descriptors);
ATF_TC_BODY (few_descriptors, tc)
{
  struct rlimit few;
  int room, before = next_fd ();

  (void) tc;
  ATF_REQUIRE (getrlimit (RLIMIT_NOFILE, &few) == 0);
  ATF_REQUIRE (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
  for (room = 0; room < 5; room++)
    {
      FILE *stream;
      int status;

      few.rlim_cur = (rlim_t) (before + room);
      ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &few) == 0);
      stream = ipc_fb_popen ("exit 3", "r");
      ATF_CHECK (stream != NULL ? room >= 4 : errno == EMFILE);
      if (stream != NULL)
        {
          status = ipc_fb_pclose (stream);
          ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 3);
        }
      status = ipc_fb_system ("exit 4");
      ATF_CHECK (status == -1 ? errno == EMFILE && room < 2
                 : WIFEXITED (status) && WEXITSTATUS (status) == 4);
      few.rlim_cur = few.rlim_max;
      ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &few) == 0);
      ATF_CHECK_EQ (before, next_fd ());
    }
}

/* Descriptors 0 to 2 are closed, and a handler takes all children.  */
static int
run_many (void)
{
  int i, status;

  close (0);
  close (1);
  close (2);
  signal (SIGCHLD, wait_for_all);
  for (i = 0; i < 200; i++)
    {
      FILE *stream = ipc_fb_popen ("echo x; exit 6", "r");

      if (stream == NULL || fgetc (stream) != 'x')
        return 1;
      status = ipc_fb_pclose (stream);
      if (!WIFEXITED (status) || WEXITSTATUS (status) != 6)
        return 2;
      status = ipc_fb_system ("exit 7");
      if (!WIFEXITED (status) || WEXITSTATUS (status) != 7)
        return 3;
    }
  return next_fd () == -1 && errno == EBADF ? 0 : 4;
}

ATF_TC_WITHOUT_HEAD (beside_a_handler);
ATF_TC_BODY (beside_a_handler, tc)
{
  int status;
  pid_t pid = fork ();

  (void) tc;
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (run_many ());
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE (WIFEXITED (status));
  ATF_CHECK_EQ (0, WEXITSTATUS (status));
}

/* Another child that ends meanwhile leaves no zombie where SIGCHLD was
   ignored: the command ends it, and sees its end of the pipe close.  */
ATF_TC_WITHOUT_HEAD (timed_beside_ignored);
ATF_TC_BODY (timed_beside_ignored, tc)
{
  char command[80];
  char *argv[] = { (char *) "sh", (char *) "-c", command, NULL };
  int fd[2], status = -1;
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (signal (SIGCHLD, SIG_IGN) != SIG_ERR && pipe (fd) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    for (;;)
      pause ();
  ATF_REQUIRE (close (fd[1]) == 0);
  snprintf (command, sizeof command, "kill %ld; cat <&%d; exit 3",
            (long) pid, fd[0]);
  ATF_CHECK_EQ (0, ipc_run_timed (argv, -1, 0, -1, &status));
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 3);
  ATF_CHECK_ERRNO (ECHILD, waitpid (pid, NULL, 0) == -1);
}

ATF_TC_WITHOUT_HEAD (own_path);
ATF_TC_BODY (own_path, tc)
{
  char path[4096], copy[8];
  size_t n;

  (void) tc;
  if (ipc_self_path (NULL, IPC_SELF_PLATFORM, path, sizeof path) == -1)
    {
      ATF_CHECK_EQ (ENOSYS, errno);
      atf_tc_skip ("the platform does not tell");
    }
  n = strlen (path);
  ATF_CHECK_ERRNO (ERANGE, ipc_self_path (NULL, IPC_SELF_PLATFORM, copy,
                                          sizeof copy) == -1);
  ATF_CHECK_ERRNO (ERANGE, ipc_self_path (NULL, IPC_SELF_PLATFORM, path, n)
                           == -1);
  ATF_CHECK (ipc_self_path (NULL, IPC_SELF_PLATFORM, path, n + 1) == 0);
  ATF_CHECK_ERRNO (ENOSYS, ipc_self_path (path, 0, path, n) == -1);
  ATF_CHECK_ERRNO (ENOENT, ipc_self_path ("/", IPC_SELF_ARGV0, path, n)
                           == -1);
}

/* A copy of this program runs the same case, and has been removed.  */
ATF_TC_WITHOUT_HEAD (own_path_removed);
ATF_TC_BODY (own_path_removed, tc)
{
  char path[4096], command[4200];

  (void) tc;
  if (access ("copy", F_OK) == 0)
    {
      ATF_REQUIRE (unlink ("copy") == 0);
      if (ipc_self_path (NULL, IPC_SELF_PLATFORM, path, sizeof path) == -1)
        ATF_CHECK (errno == ENOENT || errno == ENOSYS);
      else
        ATF_CHECK (access (path, F_OK) == 0);
      return;
    }
  if (ipc_self_path (NULL, IPC_SELF_PLATFORM, path, sizeof path) == -1)
    atf_tc_skip ("the platform does not tell");
  snprintf (command, sizeof command,
            "cp '%s' copy && ./copy -r result own_path_removed 2>&1", path);
  ATF_CHECK_EQ (0, ipc_fb_system (command));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, streams_end_by_themselves);
  ATF_TP_ADD_TC (tp, system_keeps_signals);
  ATF_TP_ADD_TC (tp, stream_close_on_exec);
  ATF_TP_ADD_TC (tp, hundred_streams);
  ATF_TP_ADD_TC (tp, few_descriptors);
  ATF_TP_ADD_TC (tp, beside_a_handler);
  ATF_TP_ADD_TC (tp, timed_beside_ignored);
  ATF_TP_ADD_TC (tp, own_path);
  ATF_TP_ADD_TC (tp, own_path_removed);
  return atf_no_error ();
}
