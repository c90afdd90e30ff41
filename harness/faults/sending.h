/* sending.h - signals that a process sends to itself.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SENDING_H
#define IPC_FAULTS_SENDING_H

/* Whether nothing is to come of SIGNO, which this process sends itself.  */
int ipc_fault_drops (int signo);

#endif
