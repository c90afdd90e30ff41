/* tcp.h - what the files of calls on TCP sockets share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_TCP_H
#define IPC_FAULTS_TCP_H

#include "address.h"

/* The family of FD if it is an internet stream socket, else 0.  */
int ipc_fault_tcp_family (int fd);

/* Whether FD is such a socket, and has no peer and does not listen.  */
int ipc_fault_tcp_is_alone (int fd);

/* accept() of FD, which has a family of those.  */
int ipc_fault_tcp_accept (int fd, ADDRESS from, socklen_t *size);

/* connect() and bind() of such a socket.  */
int ipc_fault_tcp_connect (int fd, CONST_ADDRESS to, socklen_t size);
int ipc_fault_tcp_bind (int fd, const struct sockaddr *address,
                        socklen_t size);

/* read() of such a socket.  */
ssize_t ipc_fault_tcp_read (int fd, void *data, size_t size);

/* Whether SO_REUSEADDR is to do nothing to FD.  */
int ipc_fault_tcp_reuse (int fd);

/* shutdown() of FD, or setsockopt() of its NAME: 0 to go on, an errno to fail
   with, -1 to do nothing.  */
int ipc_fault_tcp_shutdown (int fd);
int ipc_fault_tcp_option (int fd, int level, int name);

/* What SO_ERROR gives for *ERROR.  */
void ipc_fault_tcp_error (int *error);

/* What listen() makes of BACKLOG; LISTEN_FAILS: EINVAL; LISTEN_BUSY:
   EADDRINUSE; LISTEN_NOT: nothing.  */
enum { LISTEN_FAILS = -1000, LISTEN_BUSY, LISTEN_NOT };
int ipc_fault_tcp_backlog (int fd, int backlog);

#endif
