/* wakeup_fallback_test.c - waits that threads, handlers, processes end.
   SPDX-License-Identifier: BSD-2-Clause

   A wake that got lost leaves a wait without an end.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "ipcompat-waits.h"
#include "signal-kit.h"

int robbed_wait (const struct ipc_wakeup *, int, short, int);
static ssize_t robbed_read (int fd, void *data, size_t size);
#define ipc_wakeup_open robbed_open
#define ipc_wakeup_wake robbed_wake
#define ipc_wakeup_wait robbed_wait
#define ipc_wakeup_close robbed_close
int robbed_open (struct ipc_wakeup *);
int robbed_wake (const struct ipc_wakeup *);
void robbed_close (struct ipc_wakeup *);
#define read robbed_read
#include "wakeup.c"
#undef read
#undef ipc_wakeup_open
#undef ipc_wakeup_wake
#undef ipc_wakeup_wait
#undef ipc_wakeup_close

enum { WOKEN = IPC_WAKEUP_WOKEN, READY = IPC_WAKEUP_READY };

static struct ipc_wakeup w;

/* One wake, one wait; before the descriptor, which is told else.  */
CASE (one_for_one)
{
  int fd[2], before = open_fds ();

  (void) tc;
  ATF_REQUIRE (pipe (fd) == 0 && ipc_wakeup_open (&w) == 0);
  ATF_CHECK (w.fd[0] > 2 && fcntl (w.fd[0], F_GETFD) == FD_CLOEXEC
             && fcntl (w.fd[1], F_GETFD) == FD_CLOEXEC);
  ATF_CHECK_EQ (0, ipc_wakeup_wait (&w, fd[0], POLLIN, 0));
  ATF_CHECK_EQ (0, ipc_wakeup_wait (&w, fd[0], POLLIN, 5));
  ATF_CHECK_EQ (READY, ipc_wakeup_wait (&w, fd[1], POLLOUT, -1));
  errno = 77;
  ATF_CHECK (ipc_wakeup_wake (&w) == 0 && ipc_wakeup_wake (&w) == 0);
  ATF_CHECK_EQ (77, errno);
  ATF_CHECK_EQ (WOKEN, ipc_wakeup_wait (&w, fd[1], POLLOUT, -1));
  ATF_CHECK_EQ (WOKEN, ipc_wakeup_wait (&w, -1, 0, 1000000));
  ATF_CHECK_EQ (0, ipc_wakeup_wait (&w, -1, 0, 0));
  close (fd[1]);
  ATF_CHECK_EQ (READY, ipc_wakeup_wait (&w, fd[0], POLLIN, -1));
  close (fd[0]);
  ATF_CHECK_EQ (READY, ipc_wakeup_wait (&w, fd[0], POLLIN, -1));
  ipc_wakeup_close (&w);
  ATF_CHECK_EQ (before, open_fds ());
  ATF_CHECK_ERRNO (EBADF, ipc_wakeup_wake (&w) == -1);
  ipc_wakeup_close (&w);
}

/* Somebody else has taken it between poll() and this.  */
static ssize_t
robbed_read (int fd, void *data, size_t size)
{
  ATF_REQUIRE_EQ (1, read (fd, data, size));
  return read (fd, data, size);
}

CASE (taken_by_another)
{
  int fd[2];

  (void) tc;
  ATF_REQUIRE (pipe (fd) == 0 && ipc_wakeup_open (&w) == 0);
  ipc_wakeup_wake (&w);
  ATF_CHECK_EQ (0, robbed_wait (&w, fd[0], POLLIN, 0));
  ipc_wakeup_wake (&w);
  ATF_CHECK_EQ (0, robbed_wait (&w, fd[0], POLLIN, 5));
  ipc_wakeup_wake (&w);
  ATF_REQUIRE (write (fd[1], "x", 1) == 1);
  ATF_CHECK_EQ (READY, robbed_wait (&w, fd[0], POLLIN, -1));
  ATF_CHECK_EQ (READY, ipc_wakeup_wait (&w, fd[0], POLLIN, -1));
}

/* More than there is room for; it blocks nobody.  */
CASE (full)
{
  long i, taken = 0;

  (void) tc;
  ATF_REQUIRE (ipc_wakeup_open (&w) == 0);
  for (i = 0; i < 200000; i++)
    ATF_REQUIRE (ipc_wakeup_wake (&w) == 0);
  while (ipc_wakeup_wait (&w, -1, 0, 0) == WOKEN)
    taken++;
  ATF_CHECK (taken >= 512 && taken < 200000);
}

static void
wake (int signo)
{
  (void) signo;
  ipc_wakeup_wake (&w);
}

/* By a handler, in the middle of the wait or before it.  */
CASE (by_handler)
{
  struct sigaction sa;
  int i, got;

  (void) tc;
  ATF_REQUIRE (ipc_wakeup_open (&w) == 0);
  sa.sa_handler = wake;
  sa.sa_flags = SA_RESTART;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE (sigaction (SIGALRM, &sa, NULL) == 0);
  for (i = 0; i < 200; i++)
    {
      ualarm ((useconds_t) (1 + i % 50), 0);
      do
        got = ipc_wakeup_wait (&w, -1, 0, -1);
      while (got == -1 && errno == EINTR);
      ATF_REQUIRE_EQ (WOKEN, got);
    }
}

/* By a process that has inherited it.  */
CASE (by_process)
{
  int fd[2];
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (ipc_wakeup_open (&w) == 0 && pipe (fd) == 0);
  pid = fork ();
  if (pid == 0)
    _exit (ipc_wakeup_wake (&w) == 0 ? 0 : 1);
  ATF_CHECK_EQ (WOKEN, ipc_wakeup_wait (&w, fd[0], POLLIN, -1));
  ATF_REQUIRE_EQ (pid, waitpid (pid, NULL, 0));
}

/* No more than fit into any pipe.  */
enum { WORKERS = 4, EACH = 120, ROUNDS = 40 };

static void *
wait_often (void *arg)
{
  int i;

  for (i = 0; i < EACH; i++)
    if (ipc_wakeup_wait (&w, *(int *) arg, POLLIN, -1) != WOKEN)
      return arg;
  return NULL;
}

/* As many waits of four threads as there are wakes.  */
CASE (by_threads)
{
  pthread_t thread[WORKERS];
  void *wrong;
  int i, round, fd[2];

  (void) tc;
  ATF_REQUIRE (ipc_wakeup_open (&w) == 0 && pipe (fd) == 0);
  for (round = 0; round < ROUNDS; round++)
    {
      for (i = 0; i < WORKERS; i++)
        ATF_REQUIRE (pthread_create (&thread[i], NULL, wait_often, &fd[0])
                     == 0);
      for (i = 0; i < WORKERS * EACH; i++)
        ATF_REQUIRE (ipc_wakeup_wake (&w) == 0);
      for (i = 0; i < WORKERS; i++)
        ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
    }
  ATF_CHECK_EQ (0, ipc_wakeup_wait (&w, -1, 0, 0));
}

/* Who has closed it does not wait for ever.  */
CASE (closed)
{
  (void) tc;
  ATF_REQUIRE (ipc_wakeup_open (&w) == 0);
  ipc_wakeup_close (&w);
  ATF_CHECK_ERRNO (EBADF, ipc_wakeup_wait (&w, -1, POLLIN, 0) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_wakeup_wake (&w) == -1);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, one_for_one);
  ATF_TP_ADD_TC (tp, closed);
  ATF_TP_ADD_TC (tp, taken_by_another);
  ATF_TP_ADD_TC (tp, full);
  ATF_TP_ADD_TC (tp, by_handler);
  ATF_TP_ADD_TC (tp, by_process);
  ATF_TP_ADD_TC (tp, by_threads);
  return atf_no_error ();
}
