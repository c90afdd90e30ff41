/* messages-claims.h - faults of message queues in what is subtler.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_MESSAGES_CLAIMS_H
#define IPC_FAULTS_MESSAGES_CLAIMS_H

#include <stddef.h>
#include <sys/types.h>

struct msqid_ds;

/* msgrcv() and msgsnd() with these faults, by TAKE and GIVE.  */
ssize_t ipc_fault_take (ssize_t (*take) (int, void *, size_t, long, int),
                        int id, void *m, size_t size, long type, int flags);
int ipc_fault_give (int (*give) (int, const void *, size_t, int),
                    int id, const void *m, size_t size, int flags);

/* What IPC_STAT has told.  */
void ipc_fault_queue_facts (struct msqid_ds *data);

#endif
