/* sigpipe.c - the one SIGPIPE that a call has raised.
   SPDX-License-Identifier: BSD-2-Clause

   Some systems send it to the process and not to the thread: then two threads
   that both see one pending would both wait for it, and one of them for ever.
   So only one at a time looks and takes.  Others may take it, too, who know
   nothing of this, but none is waited for.

   Falls short: where there is no sigtimedwait(), a thread that unblocks or
   takes SIGPIPE just now, when it is not for one thread alone, leaves this
   waiting for the next.  */

#include "probed.h"
#include "sigpipe.h"

#include <time.h>

#include "cancel.h"
#include "process-lock.h"

#if (defined IPC_PROBE_SIGTIMEDWAIT && IPC_PROBE_SIGTIMEDWAIT == 1) \
  || (!defined IPC_PROBE_SIGTIMEDWAIT && defined _POSIX_REALTIME_SIGNALS \
      && _POSIX_REALTIME_SIGNALS > 0)
# define HAS_TIMED_TAKE 1
#else
# define HAS_TIMED_TAKE 0
#endif

static volatile int holder;

static void
take (const sigset_t *sigpipe)
{
#if HAS_TIMED_TAKE
  static const struct timespec none = { 0, 0 };

  while (sigtimedwait (sigpipe, NULL, &none) == -1 && errno == EINTR)
    continue;
#else
  int signo;

  /* It is pending, so this does not wait.  */
  sigwait (sigpipe, &signo);
#endif
}

/* Who is cancelled here would keep the lock for ever.  */
void
ipc_sigpipe_take (void)
{
  sigset_t all, old, sigpipe;
  int cancelled = cancel_forbid ();

  sigfillset (&all);
  sigemptyset (&sigpipe);
  sigaddset (&sigpipe, SIGPIPE);
  sigmask_change (SIG_BLOCK, &all, &old);
  process_lock (&holder);
  if (sigpipe_is_pending ())
    take (&sigpipe);
  process_unlock (&holder);
  sigmask_change (SIG_SETMASK, &old, NULL);
  cancel_allow (cancelled);
}
