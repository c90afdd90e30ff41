/* local-queue.h - what the files of sending and options share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_LOCAL_QUEUE_H
#define IPC_FAULTS_LOCAL_QUEUE_H

#include <stddef.h>
#include <sys/types.h>

/* read() of FD has given N bytes of DATA: how many they become.  */
ssize_t ipc_fault_local_read (int fd, char *data, ssize_t n);

/* Whether fgets() from FD gives the end.  */
int ipc_fault_local_line (int fd);

/* send() of SIZE bytes of DATA over FD.  */
ssize_t ipc_fault_local_send (int fd, const void *data, size_t size,
                              int flags);

/* FD is given the option NAME.  */
void ipc_fault_local_option (int fd, int name);

/* Whether NAME may be bound although a LIVE socket, or a dead one, has
   it.  */
int ipc_fault_local_shares (const char *name, int live);

#endif
