/* interruption.c - does an interrupted call restart?
   SPDX-License-Identifier: BSD-2-Clause  */

#include "interruption.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "aside.h"
#include "oracle.h"
#include "shared.h"

/* At which to look at a child that does not handle its signal.  */
enum { PACE_MS = 10 };

/* So many signals of a storm come without a lull.  */
enum { LULL = 25 };

static volatile sig_atomic_t *handled;
static int ack[2] = { -1, -1 };

void
ipc_restart_prepare (void)
{
  int held = ipc_hold ();
  int i;

  if (ack[0] != -1)
    {
      close (ack[0]);
      close (ack[1]);
    }
  handled = ipc_shared (sizeof *handled);
  IPC_SETUP (pipe (ack) == 0);
  for (i = 0; i < 2; i++)
    ack[i] = ipc_set_aside (ack[i]);
  ipc_release (held);
}

void
ipc_restart_handler (int signo)
{
  int held = ipc_hold ();
  int error = errno;

  (void) signo;
  ++*handled;
  while (write (ack[1], "", 1) == -1 && errno == EINTR)
    continue;
  errno = error;
  ipc_release (held);
}

int
ipc_restart_handled (void)
{
  return *handled;
}

/* Wait until the handler has acknowledged or CHILD has told something, or,
   where CALL is given, a moment; returns whether the wait is over.  */
static int
acknowledged (struct ipc_child *child, const char *call)
{
  struct pollfd p[2];
  char byte;
  int n;

  p[0].fd = ack[0];
  p[1].fd = child->link.in;
  p[0].events = p[1].events = POLLIN;
  do
    n = poll (p, 2, call != NULL ? PACE_MS : -1);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n != -1);
  if (p[0].revents != 0)
    IPC_SETUP (read (ack[0], &byte, 1) == 1);
  return n > 0;
}

/* After a signal to CHILD, which was blocked in CALL: whether it has not
   even left that for a handler.  */
static int
is_unmoved (struct ipc_child *child, const char *call)
{
  while (!acknowledged (child, call))
    if (ipc_still_blocked (child, call))
      return !acknowledged (child, call);
  return 0;
}

enum ipc_restart
ipc_restart_once (struct ipc_child *child, const char *call, int signo)
{
  ipc_await_blocked (child->pid, call);
  return ipc_restart_blocked (child, call, signo);
}

enum ipc_restart
ipc_restart_blocked (struct ipc_child *child, const char *call, int signo)
{
  int held = ipc_hold ();
  int before = *handled;
  enum ipc_restart verdict;

  IPC_SETUP (kill (child->pid, signo) == 0);
  /* Until the handler has run, "blocked" may be the old block.  */
  if (is_unmoved (child, call))
    {
      ipc_uses ("release_oracle");
      ipc_release (held);
      return IPC_UNMOVED;
    }
  verdict = ipc_await_block_or_tell (child, call) == IPC_BLOCKS
            ? IPC_RESTARTS : IPC_RETURNS;
  if (*handled != before + 1)
    ipc_broken ("the handler ran %d times, not once", *handled - before);
  ipc_release (held);
  return verdict;
}

enum ipc_restart
ipc_restart_storm (struct ipc_child *child, int signo, int times)
{
  int held = ipc_hold ();
  enum ipc_restart verdict = IPC_RESTARTS;
  int i;

  ipc_uses ("storm_oracle");
  for (i = 0; i < times && verdict == IPC_RESTARTS; i++)
    {
      IPC_SETUP (kill (child->pid, signo) == 0);
      acknowledged (child, NULL);
      /* Whom the handler wakes may always be sooner with the next signal than
         the child is in its call again: it now and then gets the time.  */
      if (i % LULL == LULL - 1 ? ipc_listen (&child->link)
          : ipc_heard (&child->link))
        verdict = IPC_RETURNS;
      sched_yield ();
    }
  ipc_release (held);
  return verdict;
}
