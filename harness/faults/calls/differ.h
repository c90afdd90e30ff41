/* differ.h - faults of how mechanisms differ: each has the way of another.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_DIFFER_H
#define IPC_FAULTS_DIFFER_H

#include <stddef.h>
#include <sys/types.h>

/* Before fork(): what makes numbers of descriptors known to all who are
   there.  */
void ipc_fault_know_numbers (void);

/* A pipe, or a pair of sockets of TYPE, has been made: OUT is to send to.  */
void ipc_fault_made_pipe (int out);
void ipc_fault_made_pair (int out, int type);

/* write() of SIZE bytes of DATA to FD has failed, and what it gives.  */
ssize_t ipc_fault_unwritten (int fd, const void *data, size_t size);

/* FD, opened by the name of a FIFO with FLAGS; whether a stranger may not.  */
void ipc_fault_opened_fifo (int fd, int flags);
int ipc_fault_stranger_opens (int flags);

/* The type that a socket of DOMAIN has in the place of TYPE.  */
int ipc_fault_socket_kind (int domain, int type);

/* Whether connect() of FD is not for strangers.  */
int ipc_fault_stranger_connects (int fd);

/* accept() has given FD.  */
void ipc_fault_one_way (int fd);

/* Whether who receives by FD may not answer.  */
int ipc_fault_no_answer (int fd);

/* How much recv() of FD is to take at most; and what it has, when N bytes of
   SIZE came.  */
size_t ipc_fault_at_once (int fd, size_t size);
ssize_t ipc_fault_with_next (int fd, char *data, size_t size, ssize_t n);

/* The same of a queue; and whether a message of TYPE is not sent.  */
ssize_t ipc_fault_queue_next (int id, void *m, size_t size, long type,
                              ssize_t n);
int ipc_fault_not_queued (long type);

#endif
