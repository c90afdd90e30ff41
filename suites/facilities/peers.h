/* peers.h - who is at the other end of a local socket.
   SPDX-License-Identifier: BSD-2-Clause

   By each interface that some system has.  What fails says so by errno:
   ENOSYS where there is no such interface.  */

#ifndef IPC_FACILITIES_PEERS_H
#define IPC_FACILITIES_PEERS_H

#include <sys/types.h>

/* -1 in PID: the interface does not tell that.  */
struct ipc_peer
{
  uid_t uid;
  gid_t gid;
  pid_t pid;
};

/* The interfaces, by index; NULL after the last.  */
const char *ipc_peer_interface (int index);

/* What the one of that index says of the peer of FD.  0, or -1.  */
int ipc_peer_get (int index, int fd, struct ipc_peer *peer);

/* The first of those that tells a pid of the peer of FD: 0, or -1.  */
int ipc_peer_pid (int fd, pid_t *pid);

/* Credentials in messages: "SCM_CREDENTIALS", "SCM_CREDS" or NULL.  */
const char *ipc_credentials_kind (void);

/* Have FD receive them; send one byte to FD with those of this process; have
   the byte and what came with it.  0, or -1: ENOMSG where none came.  */
int ipc_credentials_want (int fd);
int ipc_credentials_send (int fd);
int ipc_credentials_take (int fd, struct ipc_peer *peer);

/* The same as the second, with the pid of this process's parent where it is
   the sender who says that.  */
int ipc_credentials_forge (int fd);

#endif
