/* local-rights.h - what the files of sendmsg() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_LOCAL_RIGHTS_H
#define IPC_FAULTS_LOCAL_RIGHTS_H

#include <sys/socket.h>
#include <sys/types.h>

/* M is about to be sent.  */
void ipc_fault_send_rights (struct msghdr *m);

/* sendmsg() of M over FD has failed with errno: what comes of it.  */
ssize_t ipc_fault_send_forged (int fd, struct msghdr *m, int flags);

/* FD is about to be closed.  */
void ipc_fault_rights_closed (int fd);

/* M has been received, with SIZE bytes.  */
void ipc_fault_take_rights (struct msghdr *m, ssize_t size);

#endif
