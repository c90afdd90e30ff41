/* expire.c - an alarm that expires.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

enum { SECOND_MS = 1000 };

static volatile sig_atomic_t called;

static void
count (int signo)
{
  (void) signo;
  called++;
}

/* Whether setitimer()'s timer is alarm()'s shows in an alarm that is taken
   back; where that finds nothing there is none to come either.  */
static int
begin (void)
{
  int shows;

  alarms_catch (count, 0);
  alarm (ALARMS_FAR);
  shows = ipc_timer_left () > 0;
  if (alarm (0) == 0)
    return -1;
  IPC_SETUP (alarm (1) == 0);
  return shows;
}

static int
caught (void)
{
  return called;
}

static long
left (void)
{
  return (long) alarm (0);
}

/* Let a second pass by an alarm; NULL, or what is wrong.  */
static const char *
one_second (struct ipc_expired *seen)
{
  struct ipc_expiry e;
  const char *wrong;

  memset (&e, 0, sizeof e);
  e.begin = begin;
  e.caught = caught;
  e.left = left;
  e.due = SECOND_MS;
  wrong = ipc_expire (&e);
  *seen = e.seen;
  if (wrong == NULL)
    ipc_detail ("after %ld ms", seen->took / 1000);
  return wrong != NULL && strcmp (wrong, "absent") == 0 ? "sets no alarm"
         : wrong;
}

IPC_TEST (fires)
{
  struct ipc_expired e;
  const char *wrong = one_second (&e);

  if (wrong != NULL)
    ipc_observe (wrong);
  else if (e.took / 1000 < SECOND_MS - ALARMS_TICK)
    ipc_observe ("too early");
  else if (e.left != 0)
    ipc_observe ("is still set");
  else
    ipc_observe (e.times == 1 && !e.pending ? "one SIGALRM"
                 : "more than one SIGALRM");
}

IPC_TEST (rounding)
{
  struct ipc_expired e;
  const char *wrong = one_second (&e);

  ipc_observe (wrong != NULL ? wrong
               : e.took / 1000 >= SECOND_MS - ALARMS_TICK ? "never early"
               : "up to a second early");
}
