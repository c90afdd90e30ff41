/* clock.c - the monotonic clock, and letting time pass.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "clock.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "child.h"
#include "facilities/facilities.h"

struct timespec
ipc_now (void)
{
  int held = ipc_hold ();
  struct timespec now;

  IPC_SETUP (clock_gettime (CLOCK_MONOTONIC, &now) == 0);
  ipc_release (held);
  return now;
}

long
ipc_us_between (const struct timespec *earlier, const struct timespec *later)
{
  return (long) (later->tv_sec - earlier->tv_sec) * 1000000
         + (later->tv_nsec - earlier->tv_nsec) / 1000;
}

long
ipc_ms_since (const struct timespec *start)
{
  struct timespec now = ipc_now ();

  return ipc_us_between (start, &now) / 1000;
}

/* A process with a timer of its own; it ends when that expires.  */
static int
wait_for_timer (struct ipc_link *link, void *arg)
{
  long milliseconds = *(const long *) arg;
  sigset_t set;

  (void) link;
  ipc_hold ();
  sigemptyset (&set);
  sigaddset (&set, SIGALRM);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &set, NULL) == 0);
  if (ipc_start_timer (milliseconds * 1000) == -1)
    {
      IPC_SETUP (errno == ENOSYS);
      alarm ((unsigned) (milliseconds / 1000 + 1));
    }
  IPC_SETUP (ipc_take_signal (&set) == SIGALRM);
  return 0;
}

void
ipc_let_pass (long milliseconds)
{
  int held = ipc_hold ();
  struct timespec start = ipc_now ();
  long rest;

  ipc_uses ("clock");
  while ((rest = milliseconds - ipc_ms_since (&start)) > 0)
    {
      struct ipc_child child = ipc_start (wait_for_timer, &rest);

      ipc_hear_end (&child.link);
      ipc_join (&child);
    }
  ipc_release (held);
}
