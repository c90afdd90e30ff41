/* alarms_expire_test.c - an alarm that expires.
   SPDX-License-Identifier: BSD-2-Clause

   It expires in a child.  That an alarm does not come is seen in this: its
   timer is no longer set, and there was no signal.  */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "alarms.h"
#include "suite.h"

/* Some kernels clear a timer a moment before they send its signal.  */
enum { SECOND_MS = 1000, LATE_MS = 200, SURE = 3 };

static volatile sig_atomic_t caught, looked;

static void
count (int signo)
{
  (void) signo;
  caught++;
}

static void
look (int signo)
{
  (void) signo;
  looked++;
}

/* What the child tells: it has its signal; its timer is still set, or is one
   that cannot be seen; its timer has gone without a signal; there is no
   alarm.  */
enum { CAME = 'c', IS_SET = 's', GONE = 'g', ABSENT = 'a' };

/* What it says of its alarm in the end.  */
struct expiry
{
  long took;                    /* milliseconds */
  unsigned left;                /* what alarm (0) says afterwards */
  int caught, pending;
};

/* Whether alarm() is there at all; *SHOWS: whether setitimer()'s timer is
   its.  */
static int
sets_alarm (int *shows)
{
  alarm (ALARMS_FAR);
  *shows = ipc_timer_left () > 0;
  return alarm (0) > 0;
}

/* With SIGALRM blocked, and not caught: the timer comes first, lest it expire
   in between.  */
static char
state (int shows)
{
  int gone = shows && ipc_timer_left () == 0;

  return gone && !ipc_is_pending (SIGALRM) ? GONE : IS_SET;
}

/* Let alarm (1) expire in sigsuspend().  SIGUSR1 has it say how that
   stands.  */
static int
wait_for_alarm (struct ipc_link *link, void *arg)
{
  struct timespec start;
  struct sigaction sa;
  struct expiry e;
  sigset_t none;
  int shows;

  (void) arg;
  sigemptyset (&none);
  ipc_block (SIGALRM);
  ipc_block (SIGUSR1);
  alarms_catch (count, 0);
  sa.sa_handler = look;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  IPC_SETUP (sigaction (SIGUSR1, &sa, NULL) == 0);
  if (!sets_alarm (&shows))
    {
      ipc_tell (link, ABSENT);
      return 0;
    }
  memset (&e, 0, sizeof e);
  start = ipc_now ();
  IPC_SETUP (alarm (1) == 0);
  ipc_tell (link, IS_SET);
  while (caught == 0)
    {
      sigsuspend (&none);
      if (caught == 0 && looked > 0)
        ipc_tell (link, state (shows));
      looked = 0;
    }
  e.took = ipc_ms_since (&start);
  e.left = alarm (0);
  e.caught = caught;
  e.pending = ipc_is_pending (SIGALRM);
  ipc_tell (link, CAME);
  ipc_send (link, &e, sizeof e);
  return 0;
}

/* Hear what CHILD, whose alarm is set, has to tell, and ask it when its time
   is up.  Returns 0 if that gets it out of no sigsuspend().  */
static int
listen_or_ask (struct ipc_child *child, struct timespec *since, long patience)
{
  while (!ipc_listen (&child->link))
    if (ipc_ms_since (since) > patience)
      {
        *since = ipc_now ();
        IPC_SETUP (kill (child->pid, SIGUSR1) == 0);
        return ipc_await_released (child, "sigsuspend") == IPC_TELLS;
      }
  return 1;
}

/* Let a second pass by an alarm; NULL, or what is wrong.  */
static const char *
await_alarm (struct ipc_child *child, struct expiry *e)
{
  struct timespec since = ipc_now ();
  long patience = SECOND_MS + LATE_MS;
  int gone = 0;
  char what;

  if (ipc_hear (&child->link) == ABSENT)
    return "sets no alarm";
  do
    {
      if (!listen_or_ask (child, &since, patience))
        return "lets no signal into sigsuspend()";
      what = ipc_hear (&child->link);
      patience = LATE_MS;
      gone += what == GONE;
    }
  while (what != CAME && gone < SURE);
  if (what == GONE)
    return "no SIGALRM";
  ipc_receive (&child->link, e, sizeof *e);
  ipc_detail ("after %ld ms", e->took);
  return NULL;
}

static const char *
one_second (struct expiry *e)
{
  struct ipc_child child = ipc_start (wait_for_alarm, NULL);
  const char *wrong = await_alarm (&child, e);

  ipc_end (&child);
  return wrong;
}

IPC_TEST (fires)
{
  struct expiry e;
  const char *wrong = one_second (&e);

  if (wrong != NULL)
    ipc_observe (wrong);
  else if (e.took < SECOND_MS - ALARMS_TICK)
    ipc_observe ("too early");
  else if (e.left != 0)
    ipc_observe ("is still set");
  else
    ipc_observe (e.caught == 1 && !e.pending ? "one SIGALRM"
                 : "more than one SIGALRM");
}

IPC_TEST (rounding)
{
  struct expiry e;
  const char *wrong = one_second (&e);

  ipc_observe (wrong != NULL ? wrong
               : e.took >= SECOND_MS - ALARMS_TICK ? "never early"
               : "up to a second early");
}
