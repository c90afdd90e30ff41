/* fork.h - what the files of fork() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_FORK_H
#define IPC_FAULTS_FORK_H

#include <signal.h>
#include <sys/types.h>

/* Before fork(), whose parent this is: 0, or -1 with errno if it is to
   fail.  */
int ipc_fault_before_fork (void);

/* Before fork(): have both processes share what they ought to copy.  */
void ipc_fault_share_memory (void);

/* What fork() says instead of PID, of which errno tells more if it is -1.  */
pid_t ipc_fault_after_fork (pid_t pid);

/* In a child: lose a part of the parent's actions or mask, or have some of
   what is PENDING there.  */
void ipc_fault_spoil_child (const sigset_t *pending);

/* The same of its descriptors; and whether this is a child.  */
void ipc_fault_spoil_descriptors (void);
extern int ipc_fault_is_child;

/* Before a child's end: have the offsets of its files as they were.  */
void ipc_fault_restore_offsets (void);

#endif
