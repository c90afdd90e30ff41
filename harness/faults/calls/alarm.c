/* alarm.c - faults of timers: alarm(), setitimer().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "alarm.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (alarm)
CALL (setitimer)
CALL (getitimer)
FAULT (alarm_early, "alarm() expires a quarter of a second early",
  KILLS ("alarms.fires", "alarms.rounding"))
FAULT (alarm_never_comes, "alarm() counts down, and then does nothing",
  KILLS ("alarms.fires", "alarms.rounding"))
FAULT (alarm_sets_nothing, "alarm() does nothing at all",
  KILLS ("alarms.fires", "alarms.rounding", "alarms.cancel"))
FAULT (alarm_says_set, "alarm() returns what was set and not what is left",
  KILLS ("alarms.cancel", "alarms.one_timer"))
FAULT (setitimer_sets_nothing, "setitimer() sets no timer",
  KILLS ("handlers.kernel_alrm"),
  KILLS_FALLBACK ("alarms.fires", "alarms.cancel"))
FAULT (alarm_repeats, "alarm() sets a timer that goes on and on",
  KILLS ("alarms.fires"))
FAULT (alarm_keeps, "alarm (0) says what was left, and cancels nothing",
  KILLS ("alarms.cancel", "alarms.nested_eval"))
FAULT (alarm_says_nothing, "alarm() returns 0 whatever was left",
  KILLS ("alarms.cancel", "alarms.one_timer", "handlers.asyncsafe_list"))
FAULT (alarm_first_wins, "a new alarm() leaves the old one in force",
  KILLS ("alarms.one_timer"))
FAULT (alarm_inherited, "a child has its parent's alarm",
  KILLS ("alarms.fork_clears"))
FAULT (alarm_drops_pending, "alarm (0) drops a SIGALRM that is pending",
  KILLS ("alarms.late_after_cancel"))
FAULT (itimer_of_its_own, "alarm (0) does not see setitimer()'s timer",
  KILLS ("alarms.itimer_shared"))
FAULT (timer_early, "timers end at once",
  KILLS ("handlers.kernel_alrm"), KILLS_FALLBACK ("alarms.cancel"))

FAULT (itimer_normalises, "setitimer() makes seconds of microseconds",
  KILLS ("alarms.itimer_usec_range"))
FAULT (itimer_refusal_clears, "setitimer() that fails has cleared the timer",
  KILLS ("alarms.itimer_usec_range"))
FAULT (itimer_interval_unseen, "setitimer() looks at the first time alone",
  KILLS ("alarms.itimer_usec_range"))
FAULT (itimer_refusal_repeats, "setitimer() that fails has set the interval",
  KILLS ("alarms.itimer_usec_range"))
FAULT (itimer_others_unseen, "setitimer() looks at ITIMER_REAL's times alone",
  KILLS ("alarms.itimer_usec_range"))

/* The alarm that was set last, and by whom.  */
static unsigned last;
static pid_t setter;

unsigned
ipc_fault_last_alarm (void)
{
  return last;
}

/* An alarm that is only remembered.  */
static struct timespec due;

static long
imagined_left (void)
{
  struct timespec now;
  long left;

  IPC_REAL (clock_gettime) (CLOCK_MONOTONIC, &now);
  left = (long) (due.tv_sec - now.tv_sec) * 1000000
         + (due.tv_nsec - now.tv_nsec) / 1000;
  return left > 0 ? left : 0;
}

static unsigned
imagine (unsigned seconds)
{
  unsigned left = (unsigned) ((imagined_left () + 999999) / 1000000);

  IPC_REAL (clock_gettime) (CLOCK_MONOTONIC, &due);
  due.tv_sec += seconds;
  return left;
}

int
getitimer (__itimer_which_t which, struct itimerval *value)
{
  int result = IPC_REAL (getitimer) (which, value);

  if (which != ITIMER_REAL || !ipc_fault (alarm_never_comes))
    return result;
  memset (value, 0, sizeof *value);
  value->it_value.tv_sec = imagined_left () / 1000000;
  value->it_value.tv_usec = imagined_left () % 1000000;
  return 0;
}

static void
set_timer (time_t seconds, suseconds_t microseconds, suseconds_t again)
{
  struct itimerval value;

  value.it_value.tv_sec = seconds;
  value.it_value.tv_usec = microseconds;
  value.it_interval.tv_sec = 0;
  value.it_interval.tv_usec = again;
  IPC_REAL (setitimer) (ITIMER_REAL, &value, NULL);
}

/* alarm() of SECONDS; what was left.  */
static unsigned
set (unsigned seconds)
{
  unsigned left;
  int blind = last == 0 && ipc_fault (itimer_of_its_own);

  if (seconds == 0 && blind)
    return 0;
  if (seconds == 0 && last != 0 && setter != getpid ()
      && ipc_fault (alarm_inherited))
    return last;
  left = IPC_REAL (alarm) (seconds);
  if ((seconds == 0 && left > 0 && ipc_fault (alarm_keeps))
      || (seconds > 0 && left > 0 && ipc_fault (alarm_first_wins)))
    IPC_REAL (alarm) (left);
  if (ipc_fault (alarm_drops_pending))
    ipc_fault_discard (SIGALRM);
  return blind ? 0 : left;
}

unsigned
alarm (unsigned seconds)
{
  unsigned left, was = last;

  if (ipc_fault (alarm_sets_nothing))
    return 0;
  if (ipc_fault (alarm_never_comes))
    return imagine (seconds);
  left = set (seconds);
  if (left > 0 && ipc_fault (alarm_says_set))
    left = was;
  if (seconds > 0)
    {
      last = seconds;
      setter = getpid ();
    }
  if (seconds > 0 && ipc_fault (alarm_early))
    set_timer ((time_t) seconds - 1, 750000, 0);
  if (seconds > 0 && ipc_fault (alarm_repeats))
    set_timer ((time_t) seconds, 0, 250000);
  return ipc_fault (alarm_says_nothing) ? 0 : left;
}

/* T as a fault takes it, which is out of range.  */
static void
mend_range (struct timeval *t, int normalises)
{
  if (normalises && t->tv_usec >= 1000000)
    {
      t->tv_sec += t->tv_usec / 1000000;
      t->tv_usec %= 1000000;
    }
}

int
setitimer (__itimer_which_t which, const struct itimerval *restrict value,
           struct itimerval *restrict old)
{
  struct itimerval soon = *value;
  int result;

  if (ipc_fault (setitimer_sets_nothing))
    return 0;
  if (ipc_fault (timer_early))
    {
      soon.it_value.tv_sec = 0;
      soon.it_value.tv_usec = 1;
    }
  mend_range (&soon.it_value, ipc_fault (itimer_normalises));
  if (soon.it_interval.tv_usec >= 1000000 && ipc_fault (itimer_interval_unseen))
    soon.it_interval.tv_usec = 0;
  result = IPC_REAL (setitimer) (which, &soon, old);
  if (result == -1 && which != ITIMER_REAL
      && ipc_fault (itimer_others_unseen))
    return 0;
  if (result == -1 && ipc_fault (itimer_refusal_repeats)
      && IPC_REAL (getitimer) (which, &soon) == 0)
    {
      soon.it_interval.tv_sec = 7;
      IPC_REAL (setitimer) (which, &soon, NULL);
      errno = EINVAL;
    }
  if (result == -1 && ipc_fault (itimer_refusal_clears))
    {
      set_timer (0, 0, 0);
      errno = EINVAL;
    }
  return result;
}
