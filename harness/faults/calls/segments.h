/* segments.h - what the files of shared memory share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SEGMENTS_H
#define IPC_FAULTS_SEGMENTS_H

/* The last segment that shmget() has found by a key, not made.  */
extern int ipc_fault_found_segment;

#endif
