/* network.h - what the files of sockets of all families share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_NETWORK_H
#define IPC_FAULTS_NETWORK_H

#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/types.h>

struct pollfd;

/* The family and type that socket() is to take.  */
void ipc_fault_other_kind (int *domain, int *type);

/* A network's listener has given the session FD.  */
void ipc_fault_answered (int fd);

/* accept() has stored *SIZE, unless that is NULL.  */
void ipc_fault_accepted_length (socklen_t *size);

/* What sockets tell of themselves: NAME, bound or not, of *SIZE.  */
void ipc_fault_named (struct sockaddr *name, socklen_t *size);

/* What option NAME of FD is in its place when it is set, or asked for; what
   VALUE becomes that it has.  Whether it is refused is in errno.  */
int ipc_fault_option_set (int fd, int name, const void *value);
int ipc_fault_option_asked (int name);
void ipc_fault_option_told (int fd, int name, void *value);

/* A call of FD has failed with ERROR: with what it fails.  */
int ipc_fault_misuse (int error, const char *call);

/* The first N bytes of DATA that recv() has taken from FD.  */
ssize_t ipc_fault_network_taken (int fd, char *data, ssize_t n);

/* A line of fgets().  NULL: the end.  */
char *ipc_fault_network_line (char *line);

/* What F_GETFL tells of FD in place of FLAGS.  */
int ipc_fault_flags_told (int fd, int flags);

/* What FIONREAD has said of FD.  */
void ipc_fault_counted (int fd, int *n);

/* What poll() has said: of one entry, and how many in all.  */
void ipc_fault_polled_socket (struct pollfd *p);
int ipc_fault_polled_all (struct pollfd *fds, unsigned long n, int ready);

/* Whether poll() of FDS sleeps on.  */
int ipc_fault_poll_sleeps (const struct pollfd *fds, int timeout);

/* What a queue says of EVENTS.  */
unsigned ipc_fault_queued_events (unsigned events);

/* select() of N descriptors has given RESULT.  */
int ipc_fault_selected (int n, fd_set *in, fd_set *out, int result);

#endif
