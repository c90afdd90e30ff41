/* sleep.c - sleeping beside alarm().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sched.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

/* What a process finds that has been woken early.  */
struct woken
{
  unsigned left;                /* as it is told */
  unsigned alarm;               /* of its alarm */
  int fits, alarm_fits;
};

/* When it began, and for how long it has slept for certain, as others have
   seen: in memory that is shared.  */
struct nap
{
  struct timespec start;
  volatile int begun;
  volatile long passed;         /* milliseconds */
};

static int
doze (struct ipc_link *link, void *arg)
{
  struct nap *nap = arg;
  struct woken w;

  memset (&w, 0, sizeof w);
  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  nap->start = ipc_now ();
  alarm (2 * ALARMS_FAR);
  nap->begun = 1;
  w.left = sleep (ALARMS_FAR); /* under test */
  w.alarm = alarm (0);
  w.alarm_fits = alarms_fits (w.alarm, 2 * ALARMS_FAR, &nap->start,
                              nap->passed);
  w.fits = alarms_fits (w.left, ALARMS_FAR, &nap->start, nap->passed);
  ipc_send (link, &w, sizeof w);
  return 0;
}

/* Wake such a process after more than a second; returns 0 if that cannot be
   done.  */
static int
wake (struct woken *w)
{
  struct nap *nap = ipc_shared (sizeof *nap);
  struct timespec asleep;
  struct ipc_child child;
  enum ipc_restart verdict;

  ipc_restart_prepare ();
  child = ipc_start (doze, nap);
  while (!nap->begun)
    sched_yield ();
  if (ipc_await_block_or_tell (&child, "") == IPC_TELLS)
    {
      ipc_observe ("does not sleep");
      ipc_end (&child);
      return 0;
    }
  asleep = ipc_now ();
  ipc_let_pass (ALARMS_PASS);
  nap->passed = ipc_ms_since (&asleep);
  verdict = ipc_restart_blocked (&child, "", SIGUSR1);
  if (verdict != IPC_RETURNS)
    {
      ipc_observe (verdict == IPC_RESTARTS ? "sleeps on"
                   : "the handler does not run");
      ipc_end (&child);
      return 0;
    }
  ipc_receive (&child.link, w, sizeof *w);
  ipc_join_exit (&child);
  return 1;
}

IPC_TEST (sleep_shared)
{
  struct woken w;

  if (!wake (&w))
    return;
  ipc_detail ("%u of %d s", w.alarm, 2 * ALARMS_FAR);
  ipc_observe (w.alarm_fits ? "leaves it alone" : "disturbs it");
}

IPC_TEST (sleep_returns_left)
{
  struct woken w;

  if (!wake (&w))
    return;
  ipc_detail ("%u of %d s", w.left, ALARMS_FAR);
  ipc_observe (w.fits ? "returns the rest" : w.left == 0 ? "returns 0"
               : w.left == ALARMS_FAR ? "returns what it was asked for"
               : "returns another number");
}
