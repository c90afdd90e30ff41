/* fifo.h - what calls remember of FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_FIFO_H
#define IPC_FAULTS_FIFO_H

/* For read_eof_early: whether a FIFO has been closed.  */
extern int ipc_fault_fifo_closed;

#endif
