/* write.h - what the files of write() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_WRITE_H
#define IPC_FAULTS_WRITE_H

#include <sys/types.h>

/* write() to the socket FD, which fails with errno in the fault's way.  */
ssize_t ipc_fault_write_socket (int fd, const void *data, size_t size);

/* The same to anything else.  */
ssize_t ipc_fault_write_other (int fd, const void *data, size_t size);

#endif
