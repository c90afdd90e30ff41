/* sleep.c - sleeping beside alarm().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

/* What a process finds that has been woken early.  */
struct woken
{
  unsigned left;                /* as it is told */
  int fits;
  int alarm_fits;
};

static int
doze (struct ipc_link *link, void *arg)
{
  struct timespec start;
  struct sigaction sa;
  struct woken w;

  (void) arg;
  memset (&w, 0, sizeof w);
  sa.sa_handler = ipc_restart_handler;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  IPC_SETUP (sigaction (SIGUSR1, &sa, NULL) == 0);
  start = alarms_now ();
  alarm (2 * ALARMS_FAR);
  w.left = sleep (ALARMS_FAR); /* under test */
  w.alarm_fits = alarms_fits (alarm (0), 2 * ALARMS_FAR, &start);
  w.fits = alarms_fits (w.left, ALARMS_FAR, &start);
  ipc_send (link, &w, sizeof w);
  return 0;
}

/* Wake such a process; returns 0 if it sleeps on.  */
static int
wake (struct woken *w)
{
  struct ipc_child child;

  ipc_restart_prepare ();
  child = ipc_start (doze, NULL);
  if (ipc_restart_once (&child, "", SIGUSR1) == IPC_RESTARTS)
    {
      ipc_observe ("sleeps on");
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

  if (wake (&w))
    ipc_observe (w.alarm_fits ? "leaves it alone" : "disturbs it");
}

IPC_TEST (sleep_returns_left)
{
  struct woken w;

  if (!wake (&w))
    return;
  ipc_detail ("%u of %d s", w.left, ALARMS_FAR);
  ipc_observe (w.fits ? "returns the rest" : w.left == 0 ? "returns 0"
               : "returns another number");
}
