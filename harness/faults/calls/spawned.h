/* spawned.h - what the files of posix_spawn() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SPAWNED_H
#define IPC_FAULTS_SPAWNED_H

/* Have the caller go where what it has spawned has gone.  */
void ipc_fault_move_parent (void);

#endif
