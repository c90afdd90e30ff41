/* flags.h - what the files of fcntl() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_FLAGS_H
#define IPC_FAULTS_FLAGS_H

/* fcntl() with COMMAND and its argument ARG where a fault of flags, numbers
   and sizes strikes; else IPC_FAULT_NONE.  */
int ipc_fault_fcntl_flags (int fd, int command, void *arg);
enum { IPC_FAULT_NONE = -2 };

/* Before exec(): set the flags that were cleared, if they stick.  */
void ipc_fault_set_cleared (void);

#endif
