/* semaphores.h - what the files of semop() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SEMAPHORES_H
#define IPC_FAULTS_SEMAPHORES_H

#include <stddef.h>

struct sembuf;

/* Before semop(): have some of the COUNT operations OPS not be undone.  */
void ipc_fault_spoil_undo (struct sembuf *ops, size_t count);

/* After it: note what this process is to undo.  */
void ipc_fault_note_undo (int id, const struct sembuf *ops, size_t count);

/* In a child, before exec(), and before a process's end.  */
void ipc_fault_undo_in_child (void);
void ipc_fault_undo_at_exec (void);
void ipc_fault_undo_at_exit (void);

#endif
