/* setuid.h - what the files of ids share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SETUID_H
#define IPC_FAULTS_SETUID_H

/* Whether setuid() alone is a way back to root.  */
extern int ipc_fault_only_setuid;

#endif
