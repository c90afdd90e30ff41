/* expiry.c - a timer that expires, or does not.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "expiry.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "child.h"
#include "clock.h"
#include "facilities/facilities.h"
#include "oracle.h"

/* LATE_MS: after what is due, and between one look and the next.  Some kernels
   clear a timer a moment before they send its signal, hence SURE.  */
enum { LATE_MS = 200, SURE = 3 };

/* What the child tells: it has its signal; its timer is still set, or is one
   that cannot be seen; its timer has gone without a signal; there is none.  */
enum { CAME = 'c', IS_SET = 's', GONE = 'g', ABSENT = 'a' };

static volatile sig_atomic_t looked;

static void
look (int signo)
{
  (void) signo;
  looked++;
}

static void
catch_look (void)
{
  int held = ipc_hold ();
  struct sigaction sa;
  sigset_t both;

  sigemptyset (&both);
  sigaddset (&both, SIGALRM);
  sigaddset (&both, SIGUSR1);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &both, NULL) == 0);
  sa.sa_handler = look;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  IPC_SETUP (sigaction (SIGUSR1, &sa, NULL) == 0);
  ipc_release (held);
}

static int
alarm_pends (void)
{
  sigset_t set;

  IPC_SETUP (ipc_pending (&set) == 0);
  return sigismember (&set, SIGALRM) == 1;
}

/* With SIGALRM blocked, and not caught: the timer comes first, lest it expire
   in between.  */
static char
state (int shows)
{
  int gone = shows && ipc_timer_left () == 0;

  return gone && !alarm_pends () ? GONE : IS_SET;
}

/* SIGUSR1 has it say how things stand.  */
static int
wait_for_signal (struct ipc_link *link, void *arg)
{
  struct ipc_expiry *e = arg;
  struct timespec start, end;
  sigset_t none;
  int shows;

  sigemptyset (&none);
  catch_look ();
  start = ipc_now ();
  shows = e->begin ();
  ipc_tell (link, shows == -1 ? ABSENT : IS_SET);
  if (shows == -1)
    return 0;
  while (e->caught () == 0)
    {
      sigsuspend (&none);
      if (e->caught () == 0 && looked > 0)
        ipc_tell (link, state (shows));
      looked = 0;
    }
  end = ipc_now ();
  e->seen.took = ipc_us_between (&start, &end);
  e->seen.left = e->left ();
  e->seen.times = e->caught ();
  e->seen.pending = alarm_pends ();
  ipc_tell (link, CAME);
  ipc_send (link, &e->seen, sizeof e->seen);
  return 0;
}

/* Hear what CHILD has to tell, and ask it when its time is up.  Returns 0 if
   that gets it out of no sigsuspend().  */
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

static const char *
await (struct ipc_child *child, struct ipc_expiry *e)
{
  struct timespec since = ipc_now ();
  long patience = e->due + LATE_MS;
  int gone = 0;
  char what;

  if (ipc_hear (&child->link) == ABSENT)
    return "absent";
  do
    {
      if (!listen_or_ask (child, &since, patience))
        return "sigsuspend() lets no signal in";
      what = ipc_hear (&child->link);
      patience = LATE_MS;
      gone += what == GONE;
    }
  while (what != CAME && gone < SURE);
  if (what == GONE)
    return "no SIGALRM";
  ipc_receive (&child->link, &e->seen, sizeof e->seen);
  return NULL;
}

const char *
ipc_expire (struct ipc_expiry *e)
{
  struct ipc_child child;
  const char *wrong;

  memset (&e->seen, 0, sizeof e->seen);
  child = ipc_start (wait_for_signal, e);
  wrong = await (&child, e);
  ipc_end (&child);
  return wrong;
}
