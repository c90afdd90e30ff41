/* execv.h - what the calls of the exec family share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_EXECV_H
#define IPC_FAULTS_EXECV_H

/* execv() with its faults.  */
int ipc_fault_execv (const char *path, char *const argv[]);

/* ARGV as the program at PATH gets it.  Static storage.  */
char *const *ipc_fault_spoil_list (const char *path, char *const argv[]);

/* Tell who counts executions, by the environment's IPC_EXEC_TALLY.
   Async-signal-safe.  */
void ipc_fault_tally_exec (void);

/* Those of actions, masks and timers.  */
void ipc_fault_signals_before_exec (void);

/* Set what is caught to the default.  */
void ipc_fault_reset_caught (void);

#endif
