/* meta_unproven.c - cases of a fallback: one that never calls it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <unistd.h>

#include "frame/suite.h"

IPC_TEST (says_so)
{
  ipc_observe ("right");
}

static int
call_it (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return signal (SIGUSR1, SIG_IGN) == SIG_ERR;
}

IPC_TEST (in_child)
{
  struct ipc_child child = ipc_start (call_it, NULL);

  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe ("right");
}

IPC_TEST (takes_both)
{
  IPC_SETUP (signal (SIGUSR1, SIG_IGN) != SIG_ERR
             && killpg (0, SIGUSR1) == 0);
  ipc_observe ("right");
}

IPC_TEST (by_kit)
{
  ipc_handle (SIGUSR1, SIG_IGN, 0);
  ipc_observe ("right");
}

/* kill() is killpg()'s for groups only.  */
IPC_TEST (takes_one)
{
  IPC_SETUP (signal (SIGUSR1, SIG_IGN) != SIG_ERR
             && kill (getpid (), SIGUSR1) == 0);
  ipc_observe ("right");
}

/* A platform may lack what a fallback may not.  */
IPC_TEST (is_absent)
{
  IPC_SETUP (signal (SIGUSR1, SIG_IGN) != SIG_ERR);
  ipc_observe ("absent");
}

IPC_TEST (claimed_twice)
{
  ipc_observe ("right");
}

static int
use_in_child (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  ipc_uses ("dev_tty");
  return 0;
}

/* Twice, and once by the case itself.  */
IPC_TEST (uses_by_child)
{
  struct ipc_child one = ipc_start (use_in_child, NULL);
  struct ipc_child other = ipc_start (use_in_child, NULL);

  ipc_uses ("pty");
  IPC_SETUP (ipc_join_exit (&one) == 0 && ipc_join_exit (&other) == 0);
  IPC_SETUP (signal (SIGUSR1, SIG_IGN) != SIG_ERR);
  ipc_observe ("right");
}

IPC_TEST (uses_two)
{
  ipc_uses ("pty_session");
  ipc_uses ("pty");
  ipc_uses ("pty");
  IPC_SETUP (signal (SIGUSR1, SIG_IGN) != SIG_ERR);
  ipc_observe ("right");
}
