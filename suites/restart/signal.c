/* signal.c - restarting: waiting for signals and for time.
   SPDX-License-Identifier: BSD-2-Clause

   Nobody waits here: the calls are asked to take an hour and are ended by
   a signal.  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "restart.h"

static const struct timespec hour = { 3600, 0 };

static int
nothing (struct restart *r)
{
  r->unblock = SIGUSR2;
  return 1;
}

static long
call_pause (struct restart *r)
{
  (void) r;
  return pause ();
}

static long
call_sigsuspend (struct restart *r)
{
  sigset_t none;

  sigemptyset (&none);
  return restart_mask_kept (r, sigsuspend (&none));
}

static const struct restart_call pause_call =
{
  .call = "", .prepare = nothing, .block = call_pause
};
RESTART_CASES (pause)

static const struct restart_call sigsuspend_call =
{
  .call = "sigsuspend", .prepare = nothing, .enter = restart_block_usr1,
  .block = call_sigsuspend
};
RESTART_CASES (sigsuspend)

/* Waiting for one signal, disturbed by the handler of another.  */
static sigset_t awaited;

static void
block_awaited (struct restart *r)
{
  sigemptyset (&awaited);
  sigaddset (&awaited, r->unblock);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &awaited, NULL) == 0);
}

static long
call_sigwait (struct restart *r)
{
  int signo, error = sigwait (&awaited, &signo);

  (void) r;
  errno = error;
  return error == 0 ? signo : -1;
}

static long
call_sigwaitinfo (struct restart *r)
{
  siginfo_t info;

  (void) r;
  return sigwaitinfo (&awaited, &info);
}

static long
call_sigtimedwait (struct restart *r)
{
  siginfo_t info;

  (void) r;
  return sigtimedwait (&awaited, &info, &hour);
}

static int
got_awaited (struct restart *r, long value)
{
  return value == r->unblock;
}

static const struct restart_call sigwait_other_call =
{
  .call = "sigwait", .prepare = nothing, .enter = block_awaited,
  .block = call_sigwait, .whole = got_awaited,
  .release = restart_send_unblock
};
RESTART_CASES (sigwait_other)

static const struct restart_call sigwaitinfo_other_call =
{
  .call = "sigwait", .prepare = nothing, .enter = block_awaited,
  .block = call_sigwaitinfo, .whole = got_awaited,
  .release = restart_send_unblock
};
RESTART_CASES (sigwaitinfo_other)

static const struct restart_call sigtimedwait_other_call =
{
  .call = "sigwait", .prepare = nothing, .enter = block_awaited,
  .block = call_sigtimedwait, .whole = got_awaited,
  .release = restart_send_unblock
};
RESTART_CASES (sigtimedwait_other)

/* A tick of a slow clock, and what a clock read in between may differ.  */
enum { TICK_US = 20000, READING_US = 1000 };

/* Milliseconds that tell what was set from what is left, in seconds and in
   less.  */
enum { PASS = 1050, PASS_SHORT = 40 };

static struct timespec bedtime;

/* R->shared: how long it has slept for certain.  */
static int
sleeping (struct restart *r)
{
  r->shared = ipc_shared (sizeof (long));
  return 1;
}

/* An interrupted sleep must say what was left of it: that it has slept
   between LEAST and MOST microseconds is held against the clock.  */
static void
judge_slept (struct restart *r, long long least, long long most)
{
  struct timespec now = ipc_now ();

  if (most < *(volatile long *) r->shared - TICK_US
      || least > ipc_us_between (&bedtime, &now) + READING_US)
    strcpy (r->wrong, "tells another rest");
}

static long
left_over (struct restart *r, int result, const struct timespec *left)
{
  long long slept = (long long) (hour.tv_sec - left->tv_sec) * 1000000
                    - left->tv_nsec / 1000;

  if (result == -1 && errno == EINTR)
    {
      judge_slept (r, slept, slept);
      errno = EINTR;
    }
  return result;
}

static long
call_nanosleep (struct restart *r)
{
  struct timespec left = { -1, 0 };
  int result;

  bedtime = ipc_now ();
  result = nanosleep (&hour, &left); /* under test */
  return left_over (r, result, &left);
}

static long
call_clock_nanosleep (struct restart *r)
{
  struct timespec left = { -1, 0 };
  int error;

  bedtime = ipc_now ();
  error = clock_nanosleep (CLOCK_MONOTONIC, 0, /* under test */
                           &hour, &left);
  errno = error;
  return left_over (r, error == 0 ? 0 : -1, &left);
}

static long
call_clock_nanosleep_abs (struct restart *r)
{
  struct timespec then;

  (void) r;
  IPC_SETUP (clock_gettime (CLOCK_MONOTONIC, &then) == 0);
  then.tv_sec += hour.tv_sec;
  errno = clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, /* under test */
                           &then, NULL);
  return errno == 0 ? 0 : -1;
}

/* Whole seconds, rounded either way.  */
static long
call_sleep (struct restart *r)
{
  long long slept;

  bedtime = ipc_now ();
  slept = (long long) hour.tv_sec
          - sleep ((unsigned) hour.tv_sec); /* under test */
  judge_slept (r, (slept - 1) * 1000000, (slept + 1) * 1000000);
  return 0;
}

/* More than a second, where that is allowed.  */
static long
call_usleep (struct restart *r)
{
  int result;

  (void) r;
  result = usleep (3600u * 1000000u); /* under test */
  if (result == -1 && errno == EINVAL)
    result = usleep (999999); /* under test */
  return result;
}

static const struct restart_call nanosleep_call =
{
  .call = "nanosleep", .prepare = sleeping, .block = call_nanosleep,
  .pass = PASS_SHORT
};
RESTART_CASES (nanosleep)

static const struct restart_call clock_nanosleep_call =
{
  .call = "nanosleep", .prepare = sleeping, .block = call_clock_nanosleep,
  .pass = PASS_SHORT
};
RESTART_CASES (clock_nanosleep)

static const struct restart_call clock_nanosleep_abs_call =
{
  .call = "nanosleep", .prepare = nothing, .block = call_clock_nanosleep_abs
};
RESTART_CASES (clock_nanosleep_abs)

static const struct restart_call sleep_call =
{
  .call = "nanosleep", .prepare = sleeping, .block = call_sleep,
  .pass = PASS
};
RESTART_CASES (sleep)

static const struct restart_call usleep_call =
{
  .call = "nanosleep", .prepare = nothing, .block = call_usleep
};
RESTART_CASES (usleep)
