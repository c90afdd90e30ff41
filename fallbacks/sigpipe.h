/* sigpipe.h - a write or send that raises no SIGPIPE in its thread.
   SPDX-License-Identifier: BSD-2-Clause

   SIGPIPE is blocked, and one that was not pending before is fetched; only a
   signal that was blocked before can have been pending.  */

#ifndef IPC_SIGPIPE_H
#define IPC_SIGPIPE_H

#include <errno.h>
#include <signal.h>
#include <stddef.h>

#include "sigmask.h"

struct sigpipe_guard
{
  sigset_t old;
  int blocked, before;
};

static inline int
sigpipe_is_pending (void)
{
  sigset_t set;

  return sigpending (&set) == 0 && sigismember (&set, SIGPIPE) == 1;
}

/* Take SIGPIPE, which is blocked, if it is pending.  */
void ipc_sigpipe_take (void);

static inline void
sigpipe_hold (struct sigpipe_guard *guard)
{
  sigset_t sigpipe;

  sigemptyset (&sigpipe);
  sigaddset (&sigpipe, SIGPIPE);
  sigmask_change (SIG_BLOCK, &sigpipe, &guard->old);
  guard->blocked = sigismember (&guard->old, SIGPIPE) == 1;
  guard->before = guard->blocked && sigpipe_is_pending ();
}

/* The call in between FAILED with EPIPE, or not.  Keeps errno.  */
static inline void
sigpipe_let_go (const struct sigpipe_guard *guard, int failed)
{
  int error = errno;

  if (failed && !guard->before)
    ipc_sigpipe_take ();
  if (!guard->blocked)
    sigmask_change (SIG_SETMASK, &guard->old, NULL);
  errno = error;
}

#endif
