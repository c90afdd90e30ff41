/* segments.h - what the files of shared memory share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SEGMENTS_H
#define IPC_FAULTS_SEGMENTS_H

#include <stddef.h>

/* The last segment that shmget() has found by a key, not made.  */
extern int ipc_fault_found_segment;

/* The last one that has been removed by this process or its parent, and whether
   it is ID, and was this process's doing.  */
extern int ipc_fault_removed_segment;
int ipc_fault_has_removed (int id);

/* Note what this process attaches.  */
void ipc_fault_note_attached (int id, void *at);

/* Before shmdt(), in a child, and before exec() or a process's end.  */
void ipc_fault_before_detaching (const void *at);
void ipc_fault_segments_in_child (void);
void ipc_fault_segments_end (void);

/* Whether the segment ID is to be there, though it has gone.  */
int ipc_fault_is_kept (int id);

/* What shm_nattch is to be of the segment ID, of which N is true.  */
long ipc_fault_count_attached (int id, long n);

/* Put a copy of the SIZE bytes AT in their place.  */
void ipc_fault_copy (void *at, size_t size);

#endif
