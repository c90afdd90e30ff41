/* signal.c - handlers, and the signal mask of this process.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "signal.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

#include "facilities/signal.h"
#include "frame/mapped.h"
#include "frame/names.h"
#include "frame/report.h"

struct sigaction
ipc_action (void (*handler) (int), int flags)
{
  struct sigaction sa;

  memset (&sa, 0, sizeof sa);
  sa.sa_handler = handler;
  sa.sa_flags = flags;
  sigemptyset (&sa.sa_mask);
  return sa;
}

void
ipc_handle (int signo, void (*handler) (int), int flags)
{
  struct sigaction sa = ipc_action (handler, flags);

  IPC_SETUP (sigaction (signo, &sa, NULL) == 0);
}

static void
change (int how, int signo)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, signo);
  IPC_SETUP (sigprocmask (how, &set, NULL) == 0);
}

int
ipc_is_blocked (int signo)
{
  sigset_t set;

  IPC_SETUP (ipc_ask_mask (&set) == 0);
  return sigismember (&set, signo) == 1;
}

void
ipc_block (int signo)
{
  change (SIG_BLOCK, signo);
  if (!ipc_is_blocked (signo) && signo != SIGKILL && signo != SIGSTOP)
    ipc_lacks (ipc_textf ("%s cannot be blocked", ipc_signal_name (signo)));
}

void
ipc_unblock (int signo)
{
  change (SIG_UNBLOCK, signo);
}

int
ipc_is_pending (int signo)
{
  sigset_t set;

  IPC_SETUP (ipc_pending (&set) == 0);
  return sigismember (&set, signo) == 1;
}

void
ipc_get_mask (sigset_t *mask)
{
  IPC_SETUP (ipc_ask_mask (mask) == 0);
}

int
ipc_sets_differ (const sigset_t *a, const sigset_t *b)
{
  int signo;

  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    if ((sigismember (a, signo) == 1) != (sigismember (b, signo) == 1))
      return signo;
  return 0;
}
