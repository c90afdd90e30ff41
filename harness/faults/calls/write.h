/* write.h - what the files of write() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_WRITE_H
#define IPC_FAULTS_WRITE_H

#include <sys/types.h>

/* write() to the socket FD, which fails with errno in the fault's way.  */
ssize_t ipc_fault_write_socket (int fd, const void *data, size_t size);

/* The same to anything else.  */
ssize_t ipc_fault_write_other (int fd, const void *data, size_t size);

/* The same to a pipe: what waits for room or is long, then all else.  */
ssize_t ipc_fault_write_full (int fd, const char *data, size_t size);
ssize_t ipc_fault_write_pipe (int fd, const char *data, size_t size);

/* The same in two pieces.  */
ssize_t ipc_fault_write_torn (int fd, const char *data, size_t size);

/* The same to a file.  */
ssize_t ipc_fault_write_file (int fd, const char *data, size_t size);

#endif
