/* descriptors.h - what a descriptor leads to.
   SPDX-License-Identifier: BSD-2-Clause

   By libc's own calls, and errno stays as it is.  */

#ifndef IPC_FAULTS_DESCRIPTORS_H
#define IPC_FAULTS_DESCRIPTORS_H

#include <sys/types.h>

/* Whether FD is of that kind, as S_IFMT has it.  */
int ipc_fault_is (int fd, mode_t kind);
int ipc_fault_is_null (int fd);
int ipc_fault_is_terminal (int fd);

/* Whether FD is the master of a pseudo-terminal; whether its last slave has
   been closed.  */
int ipc_fault_is_master (int fd);
int ipc_fault_has_hung_up (int fd);

/* The type of socket that FD is, or -1.  */
int ipc_fault_socket_type (int fd);

/* Whether FD is a local socket.  */
int ipc_fault_is_local (int fd);

/* Whether the socket FD has the timeout OPTION.  */
int ipc_fault_has_timeout (int fd, int option);

/* What FD leads to, opened anew with FLAGS.  */
int ipc_fault_open_anew (int fd, int flags);

/* Read what is in the pipe FD, whichever end that is: up to SIZE bytes, stored
   in FIRST, then all else.  Returns how many those are.  */
ssize_t ipc_fault_empty (int fd, void *first, size_t size);

/* Whether a write() to FD has to wait.  */
int ipc_fault_is_full (int fd);

/* Bytes to be read.  */
int ipc_fault_readable (int fd);

/* Whether this process has a writing end of the pipe whose reading end FD
   is.  */
int ipc_fault_has_writer (int fd);

/* Whether this process has the other end of the pipe FD, and that is without
   O_NONBLOCK.  */
int ipc_fault_other_end_waits (int fd);

#endif
