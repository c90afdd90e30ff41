/* alarms.c - faults of timers.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* The alarm that was set last, and by whom.  */
static unsigned last;
static pid_t setter;

static void
set_timer (time_t seconds, suseconds_t microseconds, suseconds_t again)
{
  struct itimerval value;

  value.it_value.tv_sec = seconds;
  value.it_value.tv_usec = microseconds;
  value.it_interval.tv_sec = 0;
  value.it_interval.tv_usec = again;
  setitimer (ITIMER_REAL, &value, NULL);
}

static void
drop_pending (void)
{
  sigset_t pending;
  struct sigaction old;

  sigpending (&pending);
  if (sigismember (&pending, SIGALRM) != 1)
    return;
  sigaction (SIGALRM, NULL, &old);
  signal (SIGALRM, SIG_IGN);
  IPC_REAL (sigaction) (SIGALRM, &old, NULL);
}

/* alarm (0), which is asked for otherwise.  */
static unsigned
cancel (void)
{
  unsigned left;

  if (ipc_fault ("itimer_of_its_own") && last == 0)
    return 0;
  if (ipc_fault ("alarm_inherited") && last != 0 && setter != getpid ())
    return last;
  left = IPC_REAL (alarm) (0);
  if (ipc_fault ("alarm_keeps") && left > 0)
    IPC_REAL (alarm) (left);
  if (ipc_fault ("alarm_drops_pending"))
    drop_pending ();
  return left;
}

unsigned
alarm (unsigned seconds)
{
  unsigned left = cancel ();

  if (left > 0 && seconds > 0 && ipc_fault ("alarm_first_wins"))
    IPC_REAL (alarm) (left);
  else if (seconds > 0)
    {
      IPC_REAL (alarm) (seconds);
      last = seconds;
      setter = getpid ();
    }
  if (seconds > 0 && ipc_fault ("alarm_early"))
    set_timer ((time_t) seconds - 1, 750000, 0);
  if (seconds > 0 && ipc_fault ("alarm_repeats"))
    set_timer ((time_t) seconds, 0, 250000);
  return ipc_fault ("alarm_says_nothing") ? 0 : left;
}

unsigned
sleep (unsigned seconds)
{
  unsigned left;

  if (ipc_fault ("sleep_takes_alarm"))
    IPC_REAL (alarm) (0);
  left = IPC_REAL (sleep) (seconds);
  return ipc_fault ("sleep_says_nothing") ? 0
         : ipc_fault ("sleep_says_slept") ? seconds - left : left;
}

__attribute__ ((__noreturn__))
void
siglongjmp (sigjmp_buf env, int value)
{
  void (*real) (sigjmp_buf, int) __attribute__ ((__noreturn__))
    = IPC_REAL (siglongjmp);

#ifdef __GLIBC__
  if (ipc_fault ("longjmp_keeps_mask"))
    env[0].__mask_was_saved = 0;
#endif
  real (env, value);
}

int
flock (int fd, int operation)
{
  if (ipc_fault ("flock_pretends"))
    return 0;
  return IPC_REAL (flock) (fd, operation);
}

int
sigaction (int signo, const struct sigaction *action, struct sigaction *old)
{
  struct sigaction other;

  if (action != NULL && signo == SIGALRM)
    {
      other = *action;
      if (ipc_fault ("sigaction_restarts"))
        other.sa_flags |= SA_RESTART;
      if (ipc_fault ("sigaction_never_restarts"))
        other.sa_flags &= ~SA_RESTART;
      action = &other;
    }
  return IPC_REAL (sigaction) (signo, action, old);
}
