/* signal.h - handlers, and the signal mask of this process.
   SPDX-License-Identifier: BSD-2-Clause

   No instruments: what they call is under test while the body runs.  That
   the calls fail is a broken case.  POSIX: sigaction, sigprocmask,
   sigpending.  */

#ifndef IPC_KIT_SIGNAL_H
#define IPC_KIT_SIGNAL_H

#include <signal.h>

/* The action HANDLER (or SIG_DFL, SIG_IGN) with FLAGS and an empty sa_mask;
   to have SIGNO take it.  */
struct sigaction ipc_action (void (*handler) (int), int flags);
void ipc_handle (int signo, void (*handler) (int), int flags);

/* Block and unblock one signal; whether it is blocked, or pending.  */
void ipc_block (int signo);
void ipc_unblock (int signo);
int ipc_is_blocked (int signo);
int ipc_is_pending (int signo);

/* This process's mask; the first signal that is in just one of two sets, 0
   if there is none.  */
void ipc_get_mask (sigset_t *mask);
int ipc_sets_differ (const sigset_t *a, const sigset_t *b);

#endif
