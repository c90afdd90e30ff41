/* semaphores.h - what the files of semop() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SEMAPHORES_H
#define IPC_FAULTS_SEMAPHORES_H

#include <stddef.h>

struct sembuf;

/* Before semop(): have some of the COUNT operations OPS not be undone.  */
void ipc_fault_spoil_undo (int id, struct sembuf *ops, size_t count);

/* Likewise: have it wait or not.  */
void ipc_fault_spoil_nowait (struct sembuf *ops, size_t count);

/* Before it: see who waits; whether there is nothing to be done.  */
int ipc_fault_look_first (int id, const struct sembuf *ops, size_t count);

/* After it has failed: whether it is to be done again.  */
int ipc_fault_waits_on (void);

/* After it has failed; may change errno.  After it has not.  */
void ipc_fault_in_vain (int id, const struct sembuf *ops, size_t count);
void ipc_fault_done (int id, const struct sembuf *ops, size_t count);

/* Have this process undo what the OPS that take were to take.  */
void ipc_fault_undo_more (int id, const struct sembuf *ops, size_t count);

/* After it: note what this process is to undo.  */
void ipc_fault_note_undo (int id, const struct sembuf *ops, size_t count);

/* Before a process's end: have the sets that it made go.  */
void ipc_fault_sets_at_exit (void);

/* In a child, before exec(), and before a process's end.  */
void ipc_fault_undo_in_child (void);
void ipc_fault_undo_at_exec (void);
void ipc_fault_undo_at_exit (void);

/* At a process's end: have the named semaphore that it has open removed.  */
void ipc_fault_forget_semaphore (void);

#endif
