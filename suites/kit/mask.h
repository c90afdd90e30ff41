/* mask.h - the signal mask of this process, one signal at a time.
   SPDX-License-Identifier: BSD-2-Clause

   No instruments: what they call is under test while the body runs.  That
   the calls fail is a broken case.  POSIX: sigprocmask, sigpending.  */

#ifndef IPC_MASK_H
#define IPC_MASK_H

#include <signal.h>

void ipc_block (int signo);
void ipc_unblock (int signo);
int ipc_is_blocked (int signo);
int ipc_is_pending (int signo);

/* This process's mask; the first signal that is in just one of two sets, 0
   if there is none.  */
void ipc_get_mask (sigset_t *mask);
int ipc_sets_differ (const sigset_t *a, const sigset_t *b);

#endif
