/* fork.h - what the files of fork() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_FORK_H
#define IPC_FAULTS_FORK_H

#include <signal.h>

/* In a child: lose a part of the parent's actions or mask, or have some of
   what is PENDING there.  */
void ipc_fault_spoil_child (const sigset_t *pending);

/* The same of its descriptors; and whether this is a child.  */
void ipc_fault_spoil_descriptors (void);
extern int ipc_fault_is_child;

#endif
