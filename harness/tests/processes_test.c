/* processes_test.c - what the suites cannot bring about in a fallback.
   SPDX-License-Identifier: BSD-2-Clause

   waitpid() with only wait(), with many statuses to keep, and in handlers;
   groups without killpg(); processes told apart without descriptors of
   them.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

pid_t waitpid_by_wait (pid_t pid, int *status, int options);
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

/* The child that ends, and is a zombie, before a wait3() that may block does
   so: the signal comes in between.  That wait3() says EDEADLK instead of
   waiting for another one.  */
static pid_t ends_first;

pid_t
wait3 (int *status, int options, struct rusage *usage)
{
  siginfo_t info;
  pid_t got;

  if (ends_first == 0 || (options & WNOHANG) != 0)
    return wait4 (-1, status, options, usage);
  kill (ends_first, SIGTERM);
  if (waitid (P_PID, (id_t) ends_first, &info, WEXITED | WNOWAIT) == -1)
    ends_first = 0;
  got = wait4 (-1, status, WNOHANG, usage);
  return got != 0 ? got : (errno = EDEADLK, -1);
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

/* All end before the first that is asked for; a child must not get what is
   its parent's.  */
ATF_TC_WITHOUT_HEAD (waitpid_keeps_many);
ATF_TC_BODY (waitpid_keeps_many, tc)
{
  enum { MANY = 1000 };
  static pid_t pid[MANY];
  int i, status;

  (void) tc;
  for (i = 0; i < MANY; i++)
    {
      pid[i] = fork ();
      ATF_REQUIRE (pid[i] != -1);
      if (pid[i] == 0)
        _exit (i % 200);
    }
  for (i = MANY - 1; i > 0; i--)
    {
      ATF_REQUIRE_EQ (pid[i], ipc_fb_waitpid (pid[i], &status, 0));
      ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == i % 200);
      if (i == MANY / 2)
        {
          pid_t child = fork ();

          if (child == 0)
            _exit (ipc_fb_waitpid (-1, NULL, 0) == -1 && errno == ECHILD);
          ATF_REQUIRE_EQ (child, ipc_fb_waitpid (child, &status, 0));
          ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 1);
        }
    }
  ATF_REQUIRE_EQ (pid[0], ipc_fb_waitpid (-1, &status, 0));
  ATF_CHECK_ERRNO (ECHILD, ipc_fb_waitpid (-1, NULL, 0) == -1);
}

static pid_t other, handled;

static void
wait_for_other (int signo)
{
  (void) signo;
  handled = ipc_fb_waitpid (other, NULL, WNOHANG);
}

/* A handler that runs just before the wait must not take its child, nor
   be forgotten.  */
ATF_TC_WITHOUT_HEAD (waitpid_in_handler);
ATF_TC_BODY (waitpid_in_handler, tc)
{
  int status;

  (void) tc;
  other = start_leader ();
  handled = -1;
  ATF_REQUIRE (signal (SIGCHLD, wait_for_other) != SIG_ERR);
  ends_first = start_leader ();
  ATF_CHECK_EQ (ends_first, ipc_fb_waitpid (ends_first, &status, 0));
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGTERM);
  ATF_CHECK_EQ (0, handled);
  /* What is no child's is known at once, though a child lives.  */
  ATF_CHECK_ERRNO (ECHILD, ipc_fb_waitpid (ends_first, NULL, 0) == -1);
  ends_first = 0;
  ATF_REQUIRE (kill (other, SIGKILL) == 0);
  ATF_CHECK (ipc_fb_waitpid (other, &status, 0) == other || handled == other);
}

static volatile int counted;

static void
count_ended (int signo)
{
  int error = errno, status;

  (void) signo;
  while (ipc_fb_waitpid (-1, &status, WNOHANG) > 0)
    counted += WIFEXITED (status) && WEXITSTATUS (status) == 1;
  errno = error;
}

/* Half of them are waited for one by one, half by the handler: no status is
   lost, and none comes twice.  */
ATF_TC_WITHOUT_HEAD (waitpid_beside_handler);
ATF_TC_BODY (waitpid_beside_handler, tc)
{
  enum { ROUNDS = 1000 };
  struct sigaction sa;
  int i, waited = 0, status;

  (void) tc;
  sa.sa_handler = count_ended;
  sa.sa_flags = SA_RESTART;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE (sigaction (SIGCHLD, &sa, NULL) == 0);
  for (i = 0; i < ROUNDS; i++)
    {
      pid_t one = fork (), two;

      ATF_REQUIRE (one != -1);
      if (one == 0)
        _exit (1);
      two = fork ();
      ATF_REQUIRE (two != -1);
      if (two == 0)
        _exit (1);
      if (ipc_fb_waitpid (two, &status, 0) == two)
        waited += WIFEXITED (status) && WEXITSTATUS (status) == 1;
      else
        ATF_REQUIRE_EQ (ECHILD, errno);
    }
  while (ipc_fb_waitpid (-1, NULL, 0) > 0)
    waited++;
  ATF_CHECK_EQ (2 * ROUNDS, counted + waited);
  printf ("%d by handler, %d waited for\n", counted, waited);
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
  for (i = 0; i < 1000; i++)
    ATF_REQUIRE (ipc_killpg_watch (i + 1) == 0);
  for (i = 1000; i > 0; i--)
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
  ATF_TP_ADD_TC (tp, waitpid_with_wait_only);
  ATF_TP_ADD_TC (tp, waitpid_keeps_many);
  ATF_TP_ADD_TC (tp, waitpid_in_handler);
  ATF_TP_ADD_TC (tp, waitpid_beside_handler);
  ATF_TP_ADD_TC (tp, nocldwait_begins_and_ends);
  ATF_TP_ADD_TC (tp, kill_by_members);
  ATF_TP_ADD_TC (tp, identity_by_time);
  return atf_no_error ();
}
