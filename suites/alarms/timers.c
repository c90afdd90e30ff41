/* timers.c - other timers than alarm()'s, and clocks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

/* setitimer() of WHICH: value and interval, in microseconds beside whole
   seconds; its errno, or 0.  */
static int
set_itimer (int which, long seconds, long microseconds, long again)
{
  struct itimerval t;

  memset (&t, 0, sizeof t);
  t.it_value.tv_sec = seconds;
  t.it_value.tv_usec = (suseconds_t) microseconds;
  t.it_interval.tv_usec = (suseconds_t) again;
  return setitimer (which, &t, NULL) == 0 ? 0 : errno;
}

/* Whether WHICH repeats.  */
static int
repeats (int which)
{
  struct itimerval t;

  IPC_SETUP (getitimer (which, &t) == 0);
  return t.it_interval.tv_sec != 0 || t.it_interval.tv_usec != 0;
}

/* What is wrong with the answer to such a timer, or NULL.  START: since when
   a timer of ALARMS_FAR seconds is set.  */
static const char *
refusal (int which, long microseconds, long again,
         const struct timespec *start)
{
  int error = set_itimer (which, 1, microseconds, again);

  if (error != EINVAL)
    {
      ipc_detail ("%ld us, then %ld us", microseconds, again);
      set_itimer (which, 0, 0, 0);
      return error == 0 ? "accepts it" : ipc_errno_name (error);
    }
  return !repeats (which)
         && (which != ITIMER_REAL
             || alarms_fits_us (ipc_timer_left (), ALARMS_FAR, start, 0))
         ? NULL : "EINVAL, and the old timer is another";
}

/* What is wrong with WHICH, or NULL; also where it cannot be set.  */
static const char *
range_of (int which)
{
  static const long wrong_ones[][2] =
    { { 1000000, 0 }, { 2500000, 0 }, { -1, 0 }, { 0, 1000000 }, { 0, -1 } };
  struct timespec start = ipc_now ();
  const char *wrong = NULL;
  size_t i;

  if (set_itimer (which, ALARMS_FAR, 0, 0) != 0)
    return NULL;
  for (i = 0; i < sizeof wrong_ones / sizeof *wrong_ones && wrong == NULL;
       i++)
    wrong = refusal (which, wrong_ones[i][0], wrong_ones[i][1], &start);
  if (wrong == NULL && set_itimer (which, ALARMS_FAR, 999999, 999999) != 0)
    wrong = "refuses 999999";
  set_itimer (which, 0, 0, 0);
  return wrong;
}

IPC_TEST (itimer_usec_range)
{
  const char *wrong;
  int error = set_itimer (ITIMER_REAL, 0, 0, 0);

  if (error == ENOSYS)
    {
      ipc_observe ("absent");
      return;
    }
  IPC_SETUP (error == 0);
  wrong = range_of (ITIMER_REAL);
  if (wrong == NULL)
    wrong = range_of (ITIMER_VIRTUAL);
  if (wrong == NULL)
    wrong = range_of (ITIMER_PROF);
  ipc_observe (wrong != NULL ? wrong : "EINVAL");
}

/* The signals that timers have sent: how many, and the last one's value.  */
static volatile sig_atomic_t came;
static volatile int value;

static void
note_value (int signo, siginfo_t *info, void *context)
{
  (void) signo;
  (void) context;
  came++;
  value = info->si_code == SI_TIMER ? info->si_value.sival_int : -1;
}

static void
catch_value (void)
{
  struct sigaction sa;

  memset (&sa, 0, sizeof sa);
  sigemptyset (&sa.sa_mask);
  sa.sa_sigaction = note_value;
  sa.sa_flags = (int) SA_SIGINFO;
  IPC_SETUP (sigaction (SIGUSR1, &sa, NULL) == 0);
}

/* Let TIMER, whose signal is blocked, expire; its signal comes in a
   sigsuspend() that nothing else ends.  */
static void
let_expire (int timer)
{
  sigset_t none;

  sigemptyset (&none);
  came = 0;
  IPC_SETUP (ipc_timer_settime (timer, 1) == 0);
  sigsuspend (&none);
}

static const char *
expired (int timer, int far, int with, const struct timespec *start)
{
  if (came != 1)
    return "no signal";
  if (value != with)
    return "the signal lacks its value";
  if (ipc_timer_gettime (timer) != 0 || ipc_timer_getoverrun (timer) != 0
      || ipc_is_pending (SIGUSR1))
    return "goes on and on";
  if (!alarms_fits_us (ipc_timer_gettime (far), ALARMS_FAR, start, 0))
    return "ends another one, too";
  return NULL;
}

/* No byte of a value is 0.  */
enum { NEAR = 8, VALUE = 0x1a2b3c4d };

/* Make them, each with a value of its own; how many there are.  */
static int
make_timers (int timers[NEAR])
{
  int i;

  for (i = 0; i < NEAR; i++)
    if ((timers[i] = ipc_timer_create (SIGUSR1, VALUE + i)) == -1)
      break;
  return i;
}

IPC_TEST (posix_timers)
{
  struct timespec start = ipc_now ();
  int far, near[NEAR], i, n;
  const char *wrong = NULL;

  ipc_block (SIGUSR1);
  catch_value ();
  far = ipc_timer_create (SIGTERM, 1);
  if (far == -1 && errno == ENOSYS)
    {
      ipc_observe ("absent");
      return;
    }
  IPC_SETUP (far != -1);
  n = make_timers (near);
  if (n < NEAR)
    {
      ipc_observef ("only %d of them", n + 1);
      return;
    }
  IPC_SETUP (ipc_timer_settime (far, ALARMS_FAR * 1000000L) == 0);
  for (i = 0; i < 2 * NEAR && wrong == NULL; i++)
    {
      let_expire (near[i % NEAR]);
      wrong = expired (near[i % NEAR], far, VALUE + i % NEAR, &start);
    }
  if (wrong == NULL && ipc_timer_left () > 0)
    wrong = "is the timer of alarm()";
  for (i = 0; i < NEAR; i++)
    if (ipc_timer_delete (near[i]) != 0)
      wrong = "cannot be deleted";
  if (ipc_timer_delete (far) != 0)
    wrong = "cannot be deleted";
  ipc_observe (wrong != NULL ? wrong : "each its own");
}

static const struct { const char *name; clockid_t id; } clocks[] =
{
  { "CLOCK_MONOTONIC", CLOCK_MONOTONIC },
  { "CLOCK_BOOTTIME", CLOCK_BOOTTIME },
  { "CLOCK_UPTIME", CLOCK_UPTIME },
  { "CLOCK_UPTIME_RAW", CLOCK_UPTIME_RAW }
};

enum { CLOCKS = sizeof clocks / sizeof *clocks };

/* Whether one of them was seen to go back.  */
static int went_back;

/* Whether the Nth of them is there, and its time, in microseconds.  */
static int
read_clock (size_t n, long long *us)
{
  static long long last[CLOCKS];
  struct timespec t;

  if (clocks[n].id == (clockid_t) -1 || clock_gettime (clocks[n].id, &t) == -1)
    return 0;
  *us = (long long) t.tv_sec * 1000000 + t.tv_nsec / 1000;
  went_back |= last[n] != 0 && *us < last[n];
  last[n] = *us;
  return 1;
}

/* By how many microseconds, at least and at most, the Nth is ahead of the
   first one now.  */
static int
ahead (size_t n, long long bounds[2])
{
  long long first, before, after;

  if (!read_clock (n, &before) || !read_clock (0, &first)
      || !read_clock (n, &after))
    return 0;
  bounds[0] = before - first;
  bounds[1] = after - first;
  return 1;
}

/* Whether the difference of the Nth changes in the direction that it has, or
   not at all: looked at LOOKS times.  The first one may be the one ahead.  */
static int
keeps_difference (size_t n, const long long first[2])
{
  enum { LOOKS = 2000, ROUNDING = 2 };
  long long now[2];
  int i;

  for (i = 0; i < LOOKS; i++)
    {
      IPC_SETUP (ahead (n, now));
      if ((first[0] >= 0 && now[1] < first[0] - ROUNDING)
          || (first[1] < 0 && now[0] > first[1] + ROUNDING))
        return 0;
    }
  return 1;
}

/* A suspended machine cannot be had: what it has slept until now shows.  */
IPC_TEST (suspend_clock)
{
  enum { SECOND = 1000000 };
  long long bounds[2];
  size_t n;
  int others = 0, apart = 0;

  for (n = 1; n < CLOCKS; n++)
    if (ahead (n, bounds))
      {
        others++;
        ipc_detail ("%s - CLOCK_MONOTONIC: %lld us", clocks[n].name,
                    bounds[0]);
        if (!keeps_difference (n, bounds))
          {
            ipc_observe ("the difference shrinks");
            return;
          }
        apart |= bounds[0] > SECOND || bounds[1] < -SECOND;
      }
  ipc_observe (others == 0 ? "absent" : went_back ? "a clock goes back"
               : apart ? "shown" : "not shown");
}
