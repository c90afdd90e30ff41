/* tcp-claims.h - what the files of calls on TCP sockets share with
   tcp-claims.c.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_TCP_CLAIMS_H
#define IPC_FAULTS_TCP_CLAIMS_H

#include <netdb.h>

#include "address.h"

/* What listen() of FD makes of BACKLOG, which may be LISTEN_NOT.  */
int ipc_fault_tcp_listens (int fd, int backlog);

/* Before bind() to AT.  */
void ipc_fault_tcp_place (struct sockaddr_storage *at);

/* What bind() to AT gives in place of RESULT.  */
int ipc_fault_tcp_bound (int result, const struct sockaddr *at);

/* accept() of FD: whether it is done with, and gave *RESULT; what comes of
   RESULT otherwise.  */
int ipc_fault_tcp_takes (int fd, ADDRESS from, socklen_t *size, int *result);
int ipc_fault_tcp_taken (int listener, int result, ADDRESS from,
                         socklen_t *size);

/* Whether an accept() that was interrupted RESULTs in its being made again.  */
int ipc_fault_tcp_restarts (int result);

/* What getsockname() says of FD.  */
void ipc_fault_tcp_name (int fd, struct sockaddr *at);

/* Whether setsockopt() of NAME from VALUE does nothing.  */
int ipc_fault_tcp_stays (int level, int name, const void *value,
                         socklen_t size);

/* getaddrinfo() that asks for names, whatever HINTS say.  */
int ipc_fault_tcp_look_up (const char *host, const char *service,
                           const struct addrinfo *hints,
                           struct addrinfo **found);

/* Whether FD is a listener that close() leaves to a child.  */
int ipc_fault_tcp_keeps (int fd);

#endif
