/* ipcompat-local.h - fallbacks: local sockets, who and what comes over them.
   SPDX-License-Identifier: BSD-2-Clause

   Where there are no sockets all of these fail with ENOSYS.  */

#ifndef IPCOMPAT_LOCAL_H
#define IPCOMPAT_LOCAL_H

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Who it is that has a socket's other end.  */
struct ipc_peer_ids
{
  uid_t uid;                    /* effective */
  gid_t gid;
  pid_t pid;                    /* -1 if the platform does not tell */
};

/* Who is at the other end of FD, a stream of AF_UNIX that is connected, by
   the interface that the platform has.  The kernel says so, not the peer: it
   is who called connect(), listen() or socketpair(), and the socket may have
   been passed on since; the pid may be another process's by now.  Returns 0;
   or -1 with errno, and *PEER unchanged: EOPNOTSUPP (another family, or
   nothing is known of such a pair), ENOTCONN (not connected, or a listener),
   ENOSYS (no interface), EBADF, ENOTSOCK, ENOMEM.  It is never said of
   a socket without a peer that this is root, nobody or the caller.
   Threads: any.  Handlers: no.  No page of POSIX.  */
int ipc_peer_ids (int fd, struct ipc_peer_ids *peer);

/* The same by a message of one byte, for datagrams, for a socket that has
   been passed on, and where there is no other interface: the receiver calls
   ipc_want_ids() before anything is sent; the sender ipc_send_ids(); the
   receiver ipc_receive_ids().  The kernel fills the ids in or checks them.
   A byte that comes without, as a stranger's might, is taken and refused.
   Return 0; or -1 with errno: ENOMSG (without), ECONNRESET (the end),
   EBADMSG (another byte), ENOSYS (no such messages), and those of
   setsockopt(), sendmsg() and recvmsg(), EAGAIN and EINTR included, with
   nothing sent or taken.  ipc_send_ids() raises no SIGPIPE.
   Threads: any.  Handlers: yes.  No page of POSIX.  */
int ipc_want_ids (int fd);
int ipc_send_ids (int fd);
int ipc_receive_ids (int fd, struct ipc_peer_ids *peer);

/* Pass FD over SOCKET, a stream or datagram socket of AF_UNIX: the receiver
   gets a descriptor of the same open file.  A byte goes with it, since some
   streams lose a descriptor that comes alone.  FD may be closed as soon as
   this has returned.  By what the platform has: SCM_RIGHTS, msg_accrights of
   the older BSDs, or I_SENDFD of STREAMS, for which SOCKET is a pipe of
   those.  Returns 0; or -1 with errno, and nothing sent: ENOSYS (no way),
   EOPNOTSUPP (SOCKET is of another family), EPIPE without a SIGPIPE, EBADF,
   EAGAIN and EINTR, and those of sendmsg().  Where Linux counts what is under
   way, ETOOMANYREFS.
   Threads: any.  Handlers: yes.  POSIX: sendmsg.  */
int ipc_send_fd (int socket, int fd);

/* Receive what ipc_send_fd() has passed; it is closed by exec(), and to be
   closed by the caller.  What it is a descriptor of, only fstat() tells: who
   trusts it has asked ipc_peer_ids() who passes it, and the sender still has
   the open file, its offset and its flags.  Returns the descriptor, or -1
   with errno: ECONNRESET (the end of the stream), ENOMSG (a byte that passes
   nothing), EBADMSG (other bytes, or more than one descriptor), EMFILE (no
   slot was free, and the message is lost), ENOSYS, EAGAIN and EINTR, and those
   of recvmsg().  Then no descriptor is left open, whatever was sent.
   Between recvmsg() and the flag a fork() of another thread may inherit it
   where there is no MSG_CMSG_CLOEXEC.
   Threads: any.  Handlers: yes.  POSIX: recvmsg.  */
int ipc_receive_fd (int socket);

#ifdef __cplusplus
}
#endif

#endif
