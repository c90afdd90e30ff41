/* sigaction-query.c - faults of what sigaction() tells.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>

#include "actions.h"
#include "delivery.h"
#include "faults.h"
#include "sigaction.h"

FAULT (query_refuses_kill, "sigaction() does not tell SIGKILL's action",
  KILLS ("handlers.query_only"))
FAULT (query_resets, "who asks for a signal's action resets it",
  KILLS ("handlers.query_only"))
FAULT (query_mask_low_half, "a mask asked for lacks real-time signals",
  KILLS ("handlers.install_returns_old", "handlers.query_only"))
FAULT (query_stale, "sigaction() shows the action that was set first",
  KILLS ("dispositions.local_callee"))
FAULT (sigaction_forgets, "sigaction() tells the default action to who asks",
  KILLS ("reliability.sigaction_reliable"))

/* The first action that was set for a signal.  */
static struct sigaction first[NSIG];
static unsigned char has_first[NSIG];

void
ipc_fault_note_first (int signo, const struct sigaction *act)
{
  if (signo < NSIG && ipc_fault (query_stale) && !has_first[signo]++)
    first[signo] = *act;
}

int
ipc_fault_query (int signo, struct sigaction *old)
{
  if (signo == SIGKILL && ipc_fault (query_refuses_kill))
    return ipc_fault_fail (EINVAL);
  if (IPC_REAL (sigaction) (signo, NULL, old) == -1)
    return -1;
  if (old == NULL)
    return 0;
  ipc_fault_show_wanted (signo, old);
  if (signo < NSIG && has_first[signo] && ipc_fault (query_stale))
    *old = first[signo];
  if (ipc_fault (sigaction_forgets))
    old->sa_handler = SIG_DFL;
  if (ipc_fault (query_mask_low_half))
    sigdelset (&old->sa_mask, SIGRTMAX);
  if (ipc_fault (query_resets) && old->sa_handler != SIG_DFL)
    ipc_fault_install (signo, SIG_DFL, 0);
  return 0;
}
