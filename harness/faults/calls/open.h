/* open.h - what the files of open() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_OPEN_H
#define IPC_FAULTS_OPEN_H

/* open() of a FIFO.  */
int ipc_fault_open_fifo (const char *path, int flags);

#endif
