/* datagrams.h - what the files of recvfrom() and sendto() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_DATAGRAMS_H
#define IPC_FAULTS_DATAGRAMS_H

#include <sys/types.h>
#include <sys/socket.h>

/* What comes of the N bytes of DATA, with room for SIZE, that recvfrom() has
   taken from FD and FROM.  */
ssize_t ipc_fault_received (int fd, void *data, size_t size, ssize_t n,
                            struct sockaddr *from);

/* MSG_PEEK if recvfrom() of SIZE bytes from FD is to leave the rest.  */
int ipc_fault_rest (int fd, size_t size);

/* Whether sendto() of SIZE bytes to TO gives *N, with errno, and sends
   nothing.  */
int ipc_fault_sends (int fd, size_t size, const struct sockaddr *to,
                     ssize_t *n);

/* What sendto() gives in place of N.  */
ssize_t ipc_fault_sent (size_t size, ssize_t n);

#endif
