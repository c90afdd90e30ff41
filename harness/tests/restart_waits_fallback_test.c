/* restart_waits_fallback_test.c - waits in a storm of signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/select.h>

#include "ipcompat-waits.h"
#include "restart-kit.h"

#if defined __linux__
# include <sys/epoll.h>
#endif

static const struct timespec limit = { 0, LIMIT * 1000000L };

/* A pipe; nothing blocked.  */
static int fd[2];
static sigset_t none;

static void
make_pipe (void)
{
  ATF_REQUIRE (pipe (fd) == 0);
  sigemptyset (&none);
}

static int
by_poll (void)
{
  struct pollfd p = { fd[0], POLLIN, POLLOUT };
  int result = ipc_fb_poll (&p, 1, LIMIT);

  return result != 0 ? result : p.revents;
}

static int
by_ppoll (void)
{
  struct pollfd p = { fd[0], POLLIN, POLLOUT };
  int result = ipc_fb_retry_ppoll (&p, 1, &limit, &none);

  return result != 0 ? result : p.revents;
}

static int
by_select (void)
{
  struct timeval tv = { 0, LIMIT * 1000 };
  fd_set set;
  int result;

  FD_ZERO (&set);
  FD_SET (fd[0], &set);
  result = ipc_fb_select (fd[0] + 1, &set, NULL, NULL, &tv);
  ATF_CHECK (tv.tv_sec == 0 && tv.tv_usec == LIMIT * 1000);
  return result != 0 ? result : FD_ISSET (fd[0], &set);
}

static int
by_pselect (void)
{
  fd_set set;
  int result;

  FD_ZERO (&set);
  FD_SET (fd[0], &set);
  result = ipc_fb_retry_pselect (fd[0] + 1, &set, NULL, NULL, &limit, &none);
  return result != 0 ? result : FD_ISSET (fd[0], &set);
}

#if defined __linux__
static int
by_epoll (void)
{
  struct epoll_event event;
  int epoll = epoll_create1 (0), result;

  memset (&event, 0, sizeof event);
  event.events = EPOLLIN;
  ATF_REQUIRE (epoll_ctl (epoll, EPOLL_CTL_ADD, fd[0], &event) == 0);
  result = ipc_fb_epoll_wait (epoll, &event, 1, LIMIT);
  close (epoll);
  return result;
}
#else
static int
by_epoll (void)
{
  return by_poll ();
}
#endif

static int
by_sigtimedwait (void)
{
  sigset_t set;
  int result;

  sigemptyset (&set);
  sigaddset (&set, SIGUSR2);
  change_mask (SIG_BLOCK, SIGUSR2);
  result = ipc_fb_retry_sigtimedwait (&set, NULL, &limit);
  return result == -1 && errno == EAGAIN ? 0 : result;
}

CASE (waits_end_in_time)
{
  (void) tc;
  make_pipe ();
  check_limit ("poll", by_poll);
  check_limit ("ppoll", by_ppoll);
  check_limit ("select", by_select);
  check_limit ("pselect", by_pselect);
  check_limit ("epoll_wait", by_epoll);
  check_limit ("sigtimedwait", by_sigtimedwait);
}

static int
by_nanosleep (void)
{
  return ipc_fb_nanosleep (&limit, NULL);
}

static int
by_usleep (void)
{
  return ipc_fb_usleep (LIMIT * 1000);
}

static int
by_clock_nanosleep (void)
{
  return ipc_fb_clock_nanosleep (CLOCK_REALTIME, 0, &limit, NULL);
}

static int
by_absolute_sleep (void)
{
  struct timespec then;

  ATF_REQUIRE (clock_gettime (CLOCK_MONOTONIC, &then) == 0);
  then.tv_nsec += limit.tv_nsec;
  then.tv_sec += then.tv_nsec / 1000000000;
  then.tv_nsec %= 1000000000;
  return ipc_fb_clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &then, NULL);
}

CASE (sleeps_end_in_time)
{
  (void) tc;
  check_limit ("nanosleep", by_nanosleep);
  check_limit ("usleep", by_usleep);
  check_limit ("clock_nanosleep", by_clock_nanosleep);
  check_limit ("clock_nanosleep to a time", by_absolute_sleep);
}

/* What is no time is refused, and one without end is none.  */
CASE (odd_times)
{
  static const struct timespec bad = { 0, 1000000000 }, negative = { -1, 0 };
  struct timeval late = { -1, 0 };
  struct pollfd p = { -1, 0, 0 };

  (void) tc;
  make_pipe ();
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_retry_ppoll (&p, 1, &bad, &none) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_retry_pselect (0, NULL, NULL, NULL,
                                                 &negative, NULL) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_select (0, NULL, NULL, NULL, &late) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_nanosleep (&bad, NULL) == -1);
  ATF_CHECK_EQ (EINVAL, ipc_fb_clock_nanosleep (CLOCK_MONOTONIC, 0, &negative,
                                                NULL));
  ATF_CHECK_ERRNO (EBADF, ipc_fb_epoll_wait (-1, NULL, 1, 0) == -1
                          && (errno != ENOSYS || (errno = EBADF)));
  ATF_CHECK_EQ (0, ipc_fb_poll (NULL, 0, 0));
}

/* Have the handler make the pipe ready.  */
static void
feed (int signo)
{
  (void) signo;
  if (write (fd[1], "x", 1) != 1)
    abort ();
}

static void
eat (void)
{
  char byte;

  ATF_REQUIRE (read (fd[0], &byte, 1) == 1);
}

/* The only thing that ends the wait comes while it is interrupted.  */
CASE (many_in_a_row)
{
  static const struct timespec long_time = { INT_MAX, 0 };
  struct sigaction sa;
  struct pollfd p;
  fd_set set;
  int i;

  (void) tc;
  make_pipe ();
  sa.sa_handler = feed;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE (sigaction (SIGUSR1, &sa, NULL) == 0);
  change_mask (SIG_BLOCK, SIGUSR1);
  p.fd = fd[0];
  p.events = POLLIN;
  for (i = 0; i < 20000; i++)
    {
      raise (SIGUSR1);
      FD_ZERO (&set);
      FD_SET (fd[0], &set);
      ATF_REQUIRE_EQ (1, i % 2 == 0
                      ? ipc_fb_retry_ppoll (&p, 1, &long_time, &none)
                      : ipc_fb_retry_pselect (fd[0] + 1, &set, NULL, NULL,
                                              NULL, &none));
      eat ();
    }
}

/* By a timer, that comes anywhere: also in between.  */
CASE (fed_by_a_timer)
{
  struct itimerval timer = { { 0, 0 }, { 0, 200 } };
  struct sigaction sa;
  struct pollfd p;
  fd_set set;
  int i;

  (void) tc;
  make_pipe ();
  sa.sa_handler = feed;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE (sigaction (SIGALRM, &sa, NULL) == 0);
  p.fd = fd[0];
  p.events = POLLIN;
  for (i = 0; i < 500; i++)
    {
      ATF_REQUIRE (setitimer (ITIMER_REAL, &timer, NULL) == 0);
      FD_ZERO (&set);
      FD_SET (fd[0], &set);
      ATF_REQUIRE_EQ (1, i % 2 == 0 ? ipc_fb_poll (&p, 1, -1)
                      : ipc_fb_select (fd[0] + 1, &set, NULL, NULL, NULL));
      eat ();
    }
}

/* Waits of several threads, which share the signals.  */
static void *
wait_often (void *arg)
{
  static const struct timespec soon = { 0, 2000000 };
  int i;

  change_mask (SIG_UNBLOCK, SIGUSR1);
  for (i = 0; i < 50; i++)
    {
      struct pollfd p = { fd[0], POLLIN, 0 };
      long start = now ();

      if (ipc_fb_poll (&p, 1, 2) != 0
          || ipc_fb_retry_ppoll (&p, 1, &soon, NULL) != 0
          || ipc_fb_nanosleep (&soon, NULL) != 0
          || ipc_fb_retry_pselect (0, NULL, NULL, NULL, &soon, &none) != 0)
        return "a wait fails";
      if (now () - start < 7)
        return "a wait is too short";
    }
  return arg;
}

CASE (threads)
{
  pid_t pid;

  (void) tc;
  make_pipe ();
  pid = start_storm (SIGUSR1);
  change_mask (SIG_BLOCK, SIGUSR1);
  by_four (wait_often, NULL);
  end_storm (pid);
}

/* A child that is stopped and goes on, again and again, sleeps all its time,
   and takes the signal that it waits for.  */
CASE (stopped)
{
  sigset_t set;
  pid_t pid;
  int i, status;

  (void) tc;
  sigemptyset (&set);
  sigaddset (&set, SIGUSR2);
  change_mask (SIG_BLOCK, SIGUSR2);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (ipc_fb_retry_sigwaitinfo (&set, NULL) != SIGUSR2
           || ipc_fb_nanosleep (&limit, NULL) != 0);
  for (i = 0; i < 200; i++)
    {
      ATF_REQUIRE (kill (pid, SIGSTOP) == 0);
      ATF_REQUIRE (waitpid (pid, &status, WUNTRACED) == pid);
      if (!WIFSTOPPED (status))
        break;
      ATF_REQUIRE (kill (pid, SIGCONT) == 0);
      if (i == 100)
        ATF_REQUIRE (kill (pid, SIGUSR2) == 0);
    }
  ATF_CHECK (i > 100);
  if (WIFSTOPPED (status))
    ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  ATF_CHECK_EQ (0, status);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, waits_end_in_time);
  ATF_TP_ADD_TC (tp, sleeps_end_in_time);
  ATF_TP_ADD_TC (tp, odd_times);
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, fed_by_a_timer);
  ATF_TP_ADD_TC (tp, threads);
  ATF_TP_ADD_TC (tp, stopped);
  return atf_no_error ();
}
