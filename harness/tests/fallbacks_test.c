/* fallbacks_test.c - what the suites cannot bring about in a fallback.
   SPDX-License-Identifier: BSD-2-Clause

   waitpid() with only wait(); commands at the same time; groups without
   killpg(); processes told apart without descriptors of them.  */

#include <atf-c.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

#define ipc_fb_waitpid waitpid_by_wait
#define IPC_NO_WAIT3
#include "waitpid.c"
#undef ipc_fb_waitpid

int kill_by_members (pid_t pid, int signo);
#define ipc_fb_kill kill_by_members
#define IPC_NO_KILLPG
#include "kill.c"
#undef ipc_fb_kill
#undef killpg

#ifdef __linux__
# include <sys/syscall.h>
# undef SYS_pidfd_open
#endif
int take_by_time (pid_t pid, struct ipc_identity *who);
int kill_by_time (const struct ipc_identity *who, int signo);
void drop_by_time (struct ipc_identity *who);
#define ipc_identity_take take_by_time
#define ipc_identity_kill kill_by_time
#define ipc_identity_drop drop_by_time
#include "process-identity.c"
#undef ipc_identity_take
#undef ipc_identity_kill
#undef ipc_identity_drop

ATF_TC_WITHOUT_HEAD (waitpid_with_wait_only);
ATF_TC_BODY (waitpid_with_wait_only, tc)
{
  pid_t pid[3];
  int i, status;

  (void) tc;
  for (i = 0; i < 3; i++)
    {
      pid[i] = fork ();
      ATF_REQUIRE (pid[i] != -1);
      if (pid[i] == 0)
        _exit (i);
    }
  ATF_REQUIRE (waitpid_by_wait (pid[0], &status, WNOHANG) == -1);
  ATF_REQUIRE_EQ (ENOSYS, errno);
  for (i = 2; i >= 0; i--)
    {
      ATF_REQUIRE_EQ (pid[i], waitpid_by_wait (pid[i], &status, 0));
      ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == i);
    }
  ATF_REQUIRE (waitpid_by_wait (pid[0], NULL, 0) == -1);
  ATF_REQUIRE_EQ (ECHILD, errno);
}

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

/* One that is there before goes at once; after the end they stay again.  */
ATF_TC_WITHOUT_HEAD (nocldwait_begins_and_ends);
ATF_TC_BODY (nocldwait_begins_and_ends, tc)
{
  siginfo_t info;
  pid_t pid = fork ();
  int status;

  (void) tc;
  if (pid == 0)
    _exit (1);
  ATF_REQUIRE (waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) == 0);
  ATF_REQUIRE (ipc_nocldwait_start () == 0);
  ATF_CHECK (kill (pid, 0) == -1 && errno == ESRCH);
  ATF_REQUIRE (ipc_nocldwait_stop () == 0);
  pid = fork ();
  if (pid == 0)
    _exit (2);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 2);
}

/* A child in a group of its own, which waits for its end.  */
static pid_t
start_leader (void)
{
  pid_t pid = fork ();

  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    for (;;)
      pause ();
  ATF_REQUIRE (setpgid (pid, pid) == 0);
  return pid;
}

static int
end_signal (pid_t pid)
{
  int status;

  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  return WIFSIGNALED (status) ? WTERMSIG (status) : 0;
}

ATF_TC_WITHOUT_HEAD (kill_by_members);
ATF_TC_BODY (kill_by_members, tc)
{
  pid_t pid = start_leader ();
  int i;

  (void) tc;
  ATF_CHECK_ERRNO (ESRCH, kill_by_members (-pid, SIGTERM) == -1);
  ATF_REQUIRE (ipc_killpg_watch (pid) == 0);
  ATF_REQUIRE (ipc_killpg_watch (pid) == 0);
  ATF_CHECK_ERRNO (EINVAL, kill_by_members (-pid, -1) == -1);
  ATF_CHECK_ERRNO (ENOSYS, kill_by_members (-1, 0) == -1);
  ATF_CHECK (kill_by_members (-pid, SIGTERM) == 0);
  ATF_CHECK (kill_by_members (pid, SIGKILL) == 0);
  ATF_CHECK (end_signal (pid) != 0);
  ATF_CHECK (ipc_killpg_forget (pid) == 0);
  ATF_CHECK_ERRNO (ESRCH, ipc_killpg_forget (pid) == -1);
  ATF_CHECK_ERRNO (ESRCH, kill_by_members (-pid, 0) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_killpg_watch (0) == -1);
  for (i = 0; i < 256; i++)
    ATF_REQUIRE (ipc_killpg_watch (i + 1) == 0);
  ATF_CHECK_ERRNO (ENOMEM, ipc_killpg_watch (i + 1) == -1);
  for (i = 256; i > 0; i--)
    ATF_REQUIRE (ipc_killpg_forget (i) == 0);
}

/* Pid 1 stands for a successor: it has started at another time.  */
ATF_TC_WITHOUT_HEAD (identity_by_time);
ATF_TC_BODY (identity_by_time, tc)
{
  pid_t pid = start_leader ();
  struct ipc_identity who;

  (void) tc;
  if (take_by_time (pid, &who) == -1 && errno == ENOSYS)
    {
      kill (pid, SIGKILL);
      atf_tc_skip ("processes do not tell when they started");
    }
  ATF_CHECK (kill_by_time (&who, 0) == 0);
  who.pid = 1;
  ATF_CHECK_ERRNO (ESRCH, kill_by_time (&who, 0) == -1);
  who.pid = pid;
  ATF_CHECK (kill_by_time (&who, SIGTERM) == 0);
  ATF_CHECK_EQ (SIGTERM, end_signal (pid));
  ATF_CHECK_ERRNO (ESRCH, kill_by_time (&who, 0) == -1);
  ATF_CHECK_ERRNO (ESRCH, take_by_time (pid, &who) == -1);
  ATF_CHECK_ERRNO (EINVAL, take_by_time (0, &who) == -1);
  drop_by_time (&who);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, streams_end_by_themselves);
  ATF_TP_ADD_TC (tp, system_keeps_signals);
  ATF_TP_ADD_TC (tp, nocldwait_begins_and_ends);
  ATF_TP_ADD_TC (tp, waitpid_with_wait_only);
  ATF_TP_ADD_TC (tp, kill_by_members);
  ATF_TP_ADD_TC (tp, identity_by_time);
  return atf_no_error ();
}
