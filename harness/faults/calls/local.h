/* local.h - what the files of local sockets share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_LOCAL_H
#define IPC_FAULTS_LOCAL_H

#include "address.h"

#include <sys/stat.h>
#include <sys/types.h>

/* The address of a local socket as bind() of FD is to take it: NAME's, which
   may be changed with its *SIZE.  */
void ipc_fault_local_address (struct sockaddr_un *name, socklen_t *size);

/* bind() of FD to NAME has given RESULT, with errno.  */
int ipc_fault_local_bound (int fd, const char *name, int result);

/* Whether connect() of FD to TO gives *RESULT, with errno, and does
   nothing.  */
int ipc_fault_local_refuses (int fd, CONST_ADDRESS to, socklen_t size,
                             int *result);

/* Who has bound such a socket last; 0: nobody knows.  */
pid_t ipc_fault_local_binder (void);

/* connect() of FD to NAME, which has given RESULT, with errno.  */
int ipc_fault_local_connected (int fd, const char *name, int result);

/* Before and after connect() of FD, a local stream, that may wait.  */
int ipc_fault_local_waits (int fd, CONST_ADDRESS to, socklen_t size);

/* accept() of a local socket has given FD, and FROM.  */
void ipc_fault_local_accepted (int fd, struct sockaddr *from,
                               socklen_t *size);

/* The name of a socket has been told.  */
void ipc_fault_local_told (struct sockaddr *name, socklen_t *size);

/* stat() has said ST of PATH.  */
void ipc_fault_local_stat (const char *path, struct stat *st);

/* What open() of PATH gives that has failed with errno: a descriptor, or
   -1.  */
int ipc_fault_local_opened (const char *path, int flags);

/* FD is about to be closed; to be written to; FROM has been renamed.  */
void ipc_fault_local_closes (int fd);
int ipc_fault_local_writes_to (int fd);
void ipc_fault_local_renamed (const char *from);

#endif
