/* traffic.h - what is under way through the loopback network.
   SPDX-License-Identifier: BSD-2-Clause

   A busy host may see to what was sent after the call that sent it has come
   back, in a thread of the kernel's.  So what ought to come is waited for,
   and who says that nothing has come has let other datagrams follow.  Faults
   strike in none of this.  */

#ifndef IPC_TRAFFIC_H
#define IPC_TRAFFIC_H

#include <sys/socket.h>

/* Let whatever has been sent before go through the loopback network, and
   what it causes come back: other datagrams follow, and are received.  */
void ipc_settle_loopback (void);

/* Whether something is at FD, or comes to it while datagrams go to and fro,
   again and again for a tenth of a second.  */
int ipc_comes (int fd);

/* Connect new sockets, which do not wait, to the listener at ADDRESS, of
   SIZE bytes, until it takes no more of them, or MOST are connected.  Returns
   how many; they are in FD.  */
int ipc_fill_listener (const struct sockaddr *address, socklen_t size, int *fd,
                       int most);

#endif
