/* alarm.c - alarm() by setitimer(), or by a process that waits.
   SPDX-License-Identifier: BSD-2-Clause

   setitimer()'s timer is alarm()'s own on most platforms, and is kept by
   exec() and not by a child, as alarm()'s is.

   Where there is none, a child sleeps in select() and then signals its
   parent, if that still is its parent.  It has all signals blocked and no
   descriptor of its parent's but a pipe, by whose end it sees that its parent
   has ended.  That form falls short: exec() ends it, too (alarms.exec_keeps);
   it is a child like others, so that SIGCHLD comes when it ends, and wait()
   for any child may return it, which takes the answer of the next alarm()
   away but harms nothing else; who closes all descriptors ends it.  */

#include "probed.h"
#include "ipcompat-signals.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined ITIMER_REAL && !defined IPC_NO_SETITIMER \
  && !(defined IPC_PROBE_SETITIMER && IPC_PROBE_SETITIMER == 0)

/* What every platform takes, some no more: three years.  */
enum { SURE_SECONDS = 100000000 };

unsigned
ipc_fb_alarm (unsigned seconds)
{
  struct itimerval timer = { { 0, 0 }, { 0, 0 } };
  struct itimerval old = { { 0, 0 }, { 0, 0 } };
  int error = errno;

  timer.it_value.tv_sec = seconds > INT_MAX ? INT_MAX : (int) seconds;
  if (setitimer (ITIMER_REAL, &timer, &old) == -1 && seconds > SURE_SECONDS)
    {
      timer.it_value.tv_sec = SURE_SECONDS;
      setitimer (ITIMER_REAL, &timer, &old);
    }
  errno = error;
  return (unsigned) old.it_value.tv_sec + (old.it_value.tv_usec > 0);
}

#else

# include "close-from.h"
# include "own-fd.h"

/* So long may the end of a parent stay unseen whose pipe others hold.  */
enum { LOOK_SECONDS = 1 };

static struct
{
  pid_t owner;                  /* who armed it: not a child of that one */
  pid_t timer;                  /* 0: none */
  struct own_fd lifeline;       /* the end of the pipe that nobody writes */
  struct timespec due;
} armed;

/* What is left until DUE; not positive when it is over.  */
static struct timespec
left_until (const struct timespec *due)
{
  struct timespec now, left;

  clock_gettime (CLOCK_MONOTONIC, &now);
  left.tv_sec = due->tv_sec - now.tv_sec;
  left.tv_nsec = due->tv_nsec - now.tv_nsec;
  if (left.tv_nsec < 0)
    {
      left.tv_sec--;
      left.tv_nsec += 1000000000;
    }
  return left;
}

/* The timer: its exit status says whether it has signalled.  */
static void
run_timer (pid_t owner, int lifeline, const struct timespec *due)
{
  dup2 (lifeline, 0);
  ipc_close_from (1);
  for (;;)
    {
      struct timespec left = left_until (due);
      struct timeval wait;
      fd_set set;

      if (getppid () != owner)
        _exit (1);
      if (left.tv_sec < 0 || (left.tv_sec == 0 && left.tv_nsec == 0))
        _exit (kill (owner, SIGALRM) == 0 ? 0 : 1);
      wait.tv_sec = left.tv_sec < LOOK_SECONDS ? left.tv_sec : LOOK_SECONDS;
      /* Upwards: never too early.  */
      wait.tv_usec = left.tv_sec < LOOK_SECONDS ? (left.tv_nsec + 999) / 1000
                     : 0;
      FD_ZERO (&set);
      FD_SET (0, &set);
      if (wait.tv_usec == 1000000)
        {
          wait.tv_sec++;
          wait.tv_usec = 0;
        }
      if (select (1, &set, NULL, NULL, &wait) == 1)
        _exit (1);
    }
}

/* Whether the signal came while all of them were blocked: in between.  */
static int
has_come (void)
{
  sigset_t pending;

  return sigpending (&pending) == 0 && sigismember (&pending, SIGALRM) == 1;
}

/* End the timer, if this process has one; returns the seconds that were
   left, at least 1, or 0 if it has signalled.  */
static unsigned
disarm (void)
{
  struct timespec left = left_until (&armed.due);
  pid_t timer = armed.owner == getpid () ? armed.timer : 0;
  int status = 0;
  pid_t got = 0;

  if (timer == 0)
    {
      /* A child's copy of its parent's pipe is of no use to it.  */
      if (armed.timer != 0)
        own_fd_close (&armed.lifeline);
      armed.timer = 0;
      return 0;
    }
  /* Past its time it is signalling, if it has not: let it end by itself, or
     its signal would have been sent and still be said to be to come.  */
  if (left.tv_sec >= 0)
    {
      /* Who waits for any child may have taken it: then the number may be
         another process's.  */
      got = waitpid (timer, &status, WNOHANG);
      if (got == 0)
        kill (timer, SIGKILL);
    }
  while (got == 0 || (got == -1 && errno == EINTR))
    got = waitpid (timer, &status, 0);
  /* Not before: the timer would take it for the end of its parent.  */
  own_fd_close (&armed.lifeline);
  armed.timer = 0;
  if (left.tv_sec < 0 || (got == timer && !WIFSIGNALED (status))
      || has_come ())
    return 0;
  return (unsigned) left.tv_sec + (left.tv_nsec > 0 || left.tv_sec == 0);
}

/* Start the timer; all signals are blocked.  Nobody hears of a failure:
   alarm() has none.  */
static void
arm (unsigned seconds)
{
  int fd[2];
  pid_t owner = getpid ();

  clock_gettime (CLOCK_MONOTONIC, &armed.due);
  armed.due.tv_sec += (time_t) seconds;
  if (pipe (fd) == -1)
    return;
  armed.timer = fcntl (fd[1], F_SETFD, FD_CLOEXEC) == -1 ? -1 : fork ();
  if (armed.timer == 0)
    run_timer (owner, fd[0], &armed.due);
  close (fd[0]);
  armed.owner = owner;
  own_fd_take (&armed.lifeline, fd[1]);
  if (armed.timer != -1)
    return;
  close (fd[1]);
  armed.timer = 0;
}

unsigned
ipc_fb_alarm (unsigned seconds)
{
  sigset_t all, old;
  int error = errno;
  unsigned left;

  sigfillset (&all);
  sigprocmask (SIG_BLOCK, &all, &old);
  left = disarm ();
  if (seconds > 0)
    arm (seconds);
  sigprocmask (SIG_SETMASK, &old, NULL);
  errno = error;
  return left;
}

#endif
