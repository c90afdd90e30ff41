/* datagram.h - to which address a datagram came, and what has an index.
   SPDX-License-Identifier: BSD-2-Clause

   Each fails with ENOSYS where there is no such thing; else as the call that
   it makes.  */

#ifndef IPC_FACILITIES_DATAGRAM_H
#define IPC_FACILITIES_DATAGRAM_H

#include <netinet/in.h>
#include <sys/types.h>
#include <sys/socket.h>

/* How a receiver learns of its own address: "IP_PKTINFO", "IP_RECVDSTADDR" or
   "none".  */
const char *ipc_own_address_kind (void);

/* Have FD, of FAMILY, tell it.  POSIX knows none of this.  */
int ipc_own_address_on (int fd, int family);

/* recvmsg() of up to SIZE bytes: FROM is the sender, *OWN the address that it
   was sent to, of family AF_UNSPEC if that is not told.  */
ssize_t ipc_receive_at (int fd, void *data, size_t size,
                        struct sockaddr_storage *from,
                        struct sockaddr_storage *own);

/* sendmsg() to TO, of ADDRESS_SIZE bytes, from the address OWN.  */
ssize_t ipc_send_from (int fd, const void *data, size_t size,
                       const struct sockaddr_storage *to,
                       socklen_t address_size,
                       const struct sockaddr_storage *own);

/* Join GROUP on the interface that has INDEX.  */
int ipc_join_index (int fd, struct in_addr group, unsigned index);

#endif
