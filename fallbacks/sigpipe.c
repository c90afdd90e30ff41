/* sigpipe.c - the one SIGPIPE that a call has raised.
   SPDX-License-Identifier: BSD-2-Clause

   Some systems send it to the process and not to the thread: then two threads
   that both see one pending would both wait for it, and one of them for ever.
   So only one at a time looks and takes.  */

#include "sigpipe.h"

#include "process-lock.h"

static volatile int holder;

void
ipc_sigpipe_take (void)
{
  sigset_t all, old, sigpipe;
  int signo;

  sigfillset (&all);
  sigemptyset (&sigpipe);
  sigaddset (&sigpipe, SIGPIPE);
  sigmask_change (SIG_BLOCK, &all, &old);
  process_lock (&holder);
  /* It is pending, so this does not wait.  */
  if (sigpipe_is_pending ())
    sigwait (&sigpipe, &signo);
  process_unlock (&holder);
  sigmask_change (SIG_SETMASK, &old, NULL);
}
