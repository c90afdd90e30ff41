/* fifo.h - what calls remember of FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_FIFO_H
#define IPC_FAULTS_FIFO_H

#include <sys/types.h>

/* For read_eof_early: whether a FIFO has been closed.  */
extern int ipc_fault_fifo_closed;

/* For zero_write_ends: whether nothing has been written, and is still to be
   read.  */
extern int ipc_fault_zero_written;

/* The writing end of the latest pipe, or -1.  */
extern int ipc_fault_pipe_end;

/* The process that has made it.  */
extern pid_t ipc_fault_pipe_maker;

/* For read_sleeps_on: whether a second thread has closed a pipe here.  */
extern int ipc_fault_closed_here;

#endif
