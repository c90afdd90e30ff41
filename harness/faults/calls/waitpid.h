/* waitpid.h - what the files of waitpid() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_WAITPID_H
#define IPC_FAULTS_WAITPID_H

#include <sys/types.h>

/* One try of waitpid(), for the child that a fault chooses.  */
pid_t ipc_fault_waitpid (pid_t pid, int *status, int options);

/* STATUS, as a fault shows it.  */
int ipc_fault_status (int status);

/* Whether the last call was ended by a signal.  */
void ipc_fault_was_interrupted (int interrupted);

#endif
