/* cloexec_fallback_test.c - what a child inherits, and how it closes that.
   SPDX-License-Identifier: BSD-2-Clause

   Four threads make descriptors while another one forks.  */

#include "probed.h"

#include <atf-c.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "ipcompat-fallbacks.h"
#include "signal-kit.h"

void close_one_by_one (int lowest);
#undef IPC_PROBE_CLOSEFROM
#define IPC_PROBE_CLOSEFROM 0
#define IPC_NO_CLOSE_RANGE
#undef F_CLOSEM
#define ipc_close_from close_one_by_one
#include "close-from.c"
#undef ipc_close_from
#undef IPC_CLOSE_FROM_H
#include "close-from.h"

/* Threads that make and close descriptors until they are to stop.  */
enum { WORKERS = 4, LOWEST = 20, HIGHEST = 60, FORKS = 300 };
static volatile int stop;

static void *
make_and_close (void *arg)
{
  int fd[2], own = 100 + (int) (long) arg;

  while (!stop)
    {
      if (ipc_fb_pipe2 (fd, IPC_FB_O_CLOEXEC) == -1
          || ipc_fb_dup3 (0, own, IPC_FB_O_CLOEXEC) == -1)
        return arg;
      close (fd[0]);
      close (fd[1]);
      close (own);
    }
  return NULL;
}

/* How many descriptors a program would inherit that is executed here.  */
static int
inherited (void)
{
  int fd, n = 0;

  for (fd = LOWEST; fd < HIGHEST; fd++)
    n += fcntl (fd, F_GETFD) == 0;
  for (fd = 100; fd < 100 + WORKERS; fd++)
    n += fcntl (fd, F_GETFD) == 0;
  return n;
}

/* FORKS children by FORK_BY, beside the threads, of which CHECK tells.  */
static void
fork_beside (pid_t (*fork_by) (void), int (*check) (void))
{
  pthread_t thread[WORKERS];
  int i, status, wrong = 0;
  void *failed;

  while (next_fd () < LOWEST)
    ATF_REQUIRE (fcntl (0, F_DUPFD_CLOEXEC, 3) != -1);
  for (i = 0; i < WORKERS; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, make_and_close,
                                 (void *) (long) i) == 0);
  for (i = 0; i < FORKS; i++)
    {
      pid_t pid = fork_by ();

      if (pid == 0)
        _exit (check ());
      ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
      wrong += status != 0;
    }
  stop = 1;
  for (i = 0; i < WORKERS; i++)
    ATF_REQUIRE (pthread_join (thread[i], &failed) == 0 && failed == NULL);
  ATF_CHECK_EQ (0, wrong);
}

ATF_TC_WITHOUT_HEAD (forks_between);
ATF_TC_BODY (forks_between, tc)
{
  (void) tc;
  fork_beside (ipc_cloexec_fork, inherited);
}

/* A child of fork(), whose parent's thread may have had the lock.  */
static int
make_one (void)
{
  int fd[2];

  return ipc_fb_pipe2 (fd, IPC_FB_O_CLOEXEC) == -1
         || ipc_cloexec_fork () == -1;
}

ATF_TC_WITHOUT_HEAD (forks_with_the_lock);
ATF_TC_BODY (forks_with_the_lock, tc)
{
  (void) tc;
  fork_beside (fork, make_one);
}

/* Which are open from 10 to 2,000.  */
static int
count_open (void)
{
  int fd, n = 0;

  for (fd = 10; fd < 2000; fd++)
    n += fcntl (fd, F_GETFD) != -1;
  return n;
}

ATF_TC_WITHOUT_HEAD (closes_all);
ATF_TC_BODY (closes_all, tc)
{
  void (*const form[]) (int) = { ipc_close_from, close_one_by_one };
  struct rlimit limit;
  int i, status;
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  if (limit.rlim_max < 2000)
    atf_tc_skip ("too few descriptors");
  limit_fds (2000);
  ATF_REQUIRE (dup2 (0, 10) != -1 && dup2 (0, 11) != -1
               && dup2 (0, 1999) != -1);
  limit_fds (100);
  for (i = 0; i < 2; i++)
    {
      pid = fork ();
      if (pid == 0)
        {
          /* Not even the superuser's limit says what is open.  */
          limit.rlim_cur = limit.rlim_max = 100;
          setrlimit (RLIMIT_NOFILE, &limit);
          form[i] (11);
          _exit (count_open ());
        }
      ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
      ATF_CHECK_EQ (1, WEXITSTATUS (status));
    }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, forks_between);
  ATF_TP_ADD_TC (tp, forks_with_the_lock);
  ATF_TP_ADD_TC (tp, closes_all);
  return atf_no_error ();
}
