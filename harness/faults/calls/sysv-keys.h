/* sysv-keys.h - faults of keys and ids of System V in what is subtler.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SYSV_KEYS_H
#define IPC_FAULTS_SYSV_KEYS_H

#include <sys/types.h>

/* Whether msgget() is done with, and gives *RESULT; what it gives for
   RESULT.  */
int ipc_fault_gets_queue (key_t key, int flags, int *result);
int ipc_fault_got_queue (key_t key, int flags, int result);

/* Before a queue's owner uses it.  */
void ipc_fault_before_queue (int id);

/* What msgctl() gives for RESULT.  */
int ipc_fault_queue_controlled (int id, int command, int result);

/* What ftok() of PATH, which is there, gives for KEY.  */
key_t ipc_fault_other_key (const char *path, int id, key_t key);

/* What a shell is given for COMMAND; after system() of it.  */
void ipc_fault_ipcs (char **command);
void ipc_fault_after_ipcrm (const char *command);

#endif
