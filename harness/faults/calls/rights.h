/* rights.h - what the files of recvmsg() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_RIGHTS_H
#define IPC_FAULTS_RIGHTS_H

#include <sys/socket.h>
#include <sys/types.h>

/* M has been received, with N bytes: faults of what came beside them.  */
void ipc_fault_received_rights (struct msghdr *m, ssize_t n);

#endif
