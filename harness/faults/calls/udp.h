/* udp.h - what the files of calls on UDP sockets share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_UDP_H
#define IPC_FAULTS_UDP_H

#include <sys/select.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>

/* Whether FD is a datagram socket of the network.  */
int ipc_fault_is_udp (int fd);

/* What recv() of FD makes of the N bytes of DATA.  */
ssize_t ipc_fault_udp_recv (int fd, char *data, int flags, ssize_t n);

/* What recvmsg() says of the own address in M.  */
void ipc_fault_udp_own (struct msghdr *m);

/* Whether send() of DATA by FD is done with, and gave *N.  */
int ipc_fault_udp_send (int fd, const void *data, size_t size, ssize_t *n);

/* Whether sendto() of DATA by FD is done with, and gave *N.  */
int ipc_fault_udp_sendto (int fd, const void *data, size_t size,
                          const struct sockaddr *to, socklen_t to_size,
                          ssize_t *n);

/* Before connect() of FD to TO: whether nothing comes of it.  */
int ipc_fault_udp_connect (int fd, const struct sockaddr *to, socklen_t size);

/* bind() of FD, which is one, to what is in AT.  */
int ipc_fault_udp_bind (int fd, const struct sockaddr *at, socklen_t size);

/* What getsockname() says of FD.  */
void ipc_fault_udp_name (int fd, struct sockaddr *at);

/* What setsockopt() of FD makes of NAME, VALUE and SIZE, before it does it.  */
void ipc_fault_udp_option (int fd, int level, int name, const void **value);

/* What select() leaves of OUT, OTHER and T, which were WAS_OUT, WAS_OTHER.  */
void ipc_fault_udp_select (int result, fd_set *out, const fd_set *was_out,
                           fd_set *other, const fd_set *was_other,
                           struct timeval *t);

#endif
