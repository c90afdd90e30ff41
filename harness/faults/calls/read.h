/* read.h - what the files of read() and recv() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_READ_H
#define IPC_FAULTS_READ_H

#include <sys/types.h>

#include "interruption.h"

/* How a signal interrupts read() of FD.  */
struct ipc_interruption ipc_fault_of_read (int fd);

/* What comes of N, which read() of FD has given, if that is a pipe.  */
ssize_t ipc_fault_spoil_pipe (int fd, void *data, ssize_t n);

/* The same of a terminal, where read() was for SIZE bytes of DATA and has
   given N, or -1 with errno.  */
ssize_t ipc_fault_spoil_terminal (int fd, char *data, size_t size, ssize_t n);

/* Whether a terminal has been closed.  */
extern int ipc_fault_slave_closed;

/* N bytes have been read from FD, which may be a signalfd.  */
void ipc_fault_read_signal (int fd, ssize_t n);

/* What this process cannot read any more, or -1.  */
extern int ipc_fault_not_read;

/* The socket whose writing half was shut down.  */
extern int ipc_fault_half_closed;

/* Whether any fault of what sockets carry strikes; recv() with those.  */
int ipc_fault_socket_fails (void);
ssize_t ipc_fault_recv (int fd, void *data, size_t size, int flags);

#endif
