/* passing.h - messages that pass descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PASSING_H
#define IPC_PASSING_H

#include <stddef.h>
#include <sys/types.h>

/* sendmsg() of SIZE bytes of DATA over FD, with the N (at most 8)
   descriptors RIGHTS in one control message.  POSIX: sendmsg.  */
ssize_t ipc_send_rights (int fd, const void *data, size_t size,
                         const int *rights, int n, int flags);

/* What came with a message.  */
struct ipc_rights
{
  int fd[16];
  int n;
  int flags;                    /* msg_flags */
  char text[100];
};

/* How much room N descriptors take in a control message, and how much with
   what comes behind that.  */
size_t ipc_rights_length (int n);
size_t ipc_rights_space (int n);

/* recvmsg() of up to SIZE (at most 100) bytes from FD with ROOM bytes for
   control messages, at most ipc_rights_space (16).  The descriptors are the
   caller's to close.  POSIX: recvmsg.  */
ssize_t ipc_take_rights (int fd, size_t size, size_t room,
                         struct ipc_rights *r);

/* Pass FD over SOCKET, with the byte 'F'; take the one that was passed, or
   fail with ENOMSG.  Fallbacks have their own.  */
int (pass_fd) (int socket, int fd);
int (take_fd) (int socket);

/* Close them.  */
void ipc_close_rights (struct ipc_rights *r);

#endif
