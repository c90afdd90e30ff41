/* actions.h - actions and pending signals, behind the faults.
   SPDX-License-Identifier: BSD-2-Clause

   All by libc's own calls, whatever strikes.  They may change errno.  */

#ifndef IPC_FAULTS_ACTIONS_H
#define IPC_FAULTS_ACTIONS_H

#include <signal.h>

typedef void (*ipc_handler) (int);

/* What is installed for SIGNO; SIG_ERR if that is no signal.  */
ipc_handler ipc_fault_installed (int signo);

/* Install HANDLER with FLAGS and no mask; what was installed before.  */
ipc_handler ipc_fault_install (int signo, ipc_handler handler, int flags);

/* A handler that does nothing.  */
void ipc_fault_nothing (int signo);

int ipc_fault_is_caught (int signo);
int ipc_fault_is_pending (int signo);

/* Take SIGNO back if it is pending: what is ignored for a moment is pending
   no longer.  */
void ipc_fault_discard (int signo);

/* Set the mask of this thread.  */
void ipc_fault_unblock_all (void);

/* Whether a child has ended that nobody has waited for.  */
int ipc_fault_has_zombie (void);

/* Whether SIGCONT has been sent to this process.  */
extern volatile sig_atomic_t ipc_fault_cont_sent;

/* For those calls that say so by -1.  */
int ipc_fault_fail (int error);

#endif
