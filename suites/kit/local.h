/* local.h - two local sockets that are connected.
   SPDX-License-Identifier: BSD-2-Clause

   No instruments: what they call is under test while the body runs.  */

#ifndef IPC_KIT_LOCAL_H
#define IPC_KIT_LOCAL_H

/* Two connected local sockets of TYPE, SOCK_STREAM or SOCK_DGRAM, for a body
   that is not about how they came to be: of socketpair(), and where that is
   not there, of two names in the working directory, which are gone again.
   POSIX: socketpair, bind, connect.  */
void ipc_local_pair (int type, int fd[2]);

#endif
