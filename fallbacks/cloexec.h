/* cloexec.h - no fork() between a descriptor and its close-on-exec flag.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_CLOEXEC_H
#define IPC_CLOEXEC_H

#include <signal.h>

/* Around what makes a descriptor and marks it, and does not block: while one
   thread is in between, ipc_cloexec_fork() of another waits.  OLD keeps the
   mask of signals, all of which are blocked.  Leave errno alone.
   Async-signal-safe.  */
void ipc_creation_begin (sigset_t *old);
void ipc_creation_end (const sigset_t *old);

#endif
