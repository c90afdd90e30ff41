/* tcp.h - what the files of calls on TCP sockets share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_TCP_H
#define IPC_FAULTS_TCP_H

#include "address.h"

/* The family of FD if it is an internet stream socket, else 0.  */
int ipc_fault_tcp_family (int fd);

/* accept() of FD, which has a family of those.  */
int ipc_fault_tcp_accept (int fd, ADDRESS from, socklen_t *size);

/* What bind() of FD to ADDRESS says instead of RESULT, with errno.  */
int ipc_fault_tcp_bound (int fd, const struct sockaddr *address,
                         socklen_t size, int result);

#endif
