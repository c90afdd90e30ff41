/* connect-name.h - what the files of connect() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_CONNECT_NAME_H
#define IPC_FAULTS_CONNECT_NAME_H

#include "address.h"

/* connect() of FD, once, with the faults of names.  */
int ipc_fault_connect (int fd, CONST_ADDRESS to, socklen_t size);

/* SIZE of the address of NAME, less if that is abstract and has a null
   within.  Of the file of bind().  */
socklen_t ipc_fault_cut (const char *name, socklen_t size);

#endif
