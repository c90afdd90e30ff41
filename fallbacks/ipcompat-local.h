/* ipcompat-local.h - fallbacks: local sockets, who and what comes over them.
   SPDX-License-Identifier: BSD-2-Clause

   Where there are no sockets all of these fail with ENOSYS.  */

#ifndef IPCOMPAT_LOCAL_H
#define IPCOMPAT_LOCAL_H

#include <poll.h>
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
   been passed on since; the pid may be another process's by now, and a user
   that the caller's namespace of Linux has not is told as the one that stands
   for all of those.  Returns 0;
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
   But where the kernel fills them in unasked by the sender, any byte of that
   value has them: on Linux the real ids, on NetBSD the effective ones, which
   a set-user-ID program also has whose output is the socket.
   Return 0; or -1 with errno: ENOMSG (without), ECONNRESET (the end of a
   stream), EBADMSG (another byte, an empty datagram, or one of more than the
   byte), ENOSYS (no such messages), and those of setsockopt(), sendmsg() and
   recvmsg(), EAGAIN and EINTR included, with nothing sent or taken.
   ipc_send_ids() raises no SIGPIPE.
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
   nothing), EBADMSG (other bytes, an empty datagram, or more than one
   descriptor), EMFILE (no slot was free, and the message is lost), ENOSYS,
   EAGAIN and EINTR, and those of recvmsg().  Then no descriptor is left open,
   whatever was sent; one that the receiver itself has asked the kernel for, by
   SO_PASSPIDFD, would be.
   Between recvmsg() and the flag a fork() of another thread may inherit it
   where there is no MSG_CMSG_CLOEXEC.
   Threads: any.  Handlers: yes.  POSIX: recvmsg.  */
int ipc_receive_fd (int socket);

/* Stream sockets with a name, where there is no AF_UNIX: over the loopback
   network, with the port and a cookie of 32 bytes, new each time, in a plain
   file of that name.  Each side proves that it has read or written the file
   before the other gets or sends anything of the user's: the client sends one
   half of the cookie, and the server answers with the other.

   This keeps out who may not read the file: other users, by its mode, and
   whoever finds the port, connects first, or has it after the server's end.
   Strangers are waited for beside each other, a moment each, and hold no
   client up; several that connect without pause delay clients, and may keep
   them out where the system has short queues.  It does not keep out who can
   read the file, who can also pose as the server once that is gone, nor root,
   nor who can read what passes on the loopback network.  Who can write to the
   directory can put another file there, as for AF_UNIX: ipc_local_begin()
   tells who owns the one that it has read.

   These are Internet sockets: they pass no descriptors and no credentials,
   and to connect is to wait until the server accepts.  A fork() in another
   thread may inherit one that is just being made.  Processes that share a
   listener fork before the first of them accepts.  */

enum { IPC_LOCAL_HALF = 16, IPC_LOCAL_CALLERS = 64 };

struct ipc_local_caller
{
  int fd, got;
  long long since;
  unsigned char said[IPC_LOCAL_HALF];
};

struct ipc_local_listener
{
  int fd;
  unsigned char client[IPC_LOCAL_HALF], server[IPC_LOCAL_HALF];
  int callers;                  /* who has not proved itself yet */
  struct ipc_local_caller caller[IPC_LOCAL_CALLERS];
};

struct ipc_local_call
{
  int fd;
  uid_t owner;                  /* of the name */
  int sent, got;
  unsigned char client[IPC_LOCAL_HALF], server[IPC_LOCAL_HALF];
  unsigned char said[IPC_LOCAL_HALF];
};

/* bind() and listen(): make NAME, which must not be there, and neither may a
   symbolic link, with MODE less the umask and less write permission for
   others; who may read it may connect.  BACKLOG is listen()'s, or more, for
   strangers take places, too.  Returns 0, with L to be closed by
   ipc_local_close(); or -1 with errno, and nothing left: EADDRINUSE (there is
   such a name), ENOSYS (no Internet sockets, or nothing to make a cookie of),
   those of socket(), bind() and open(), or
   ENOSPC.  NAME stays until somebody removes it: who starts again over a dead
   name removes it first.  Who is killed in between may leave it empty, which
   is a dead one.
   Threads: any.  Handlers: no.  POSIX: bind, listen.  */
int ipc_local_listen (struct ipc_local_listener *l, const char *name,
                      mode_t mode, int backlog);

/* accept(): the next client that has proved itself, within TIMEOUT
   milliseconds, or -1 for ever.  Returns its descriptor, which blocks and is
   closed by exec(); or -1 with errno ETIMEDOUT, EINTR, EMFILE, ENFILE,
   ENOBUFS or ENOMEM, after which it may be called again.
   Threads: one at a time for each L.  Handlers: no.  POSIX: accept.  */
int ipc_local_accept (struct ipc_local_listener *l, int timeout);

/* What to poll before ipc_local_accept (L, 0): stores in P, of 1 +
   IPC_LOCAL_CALLERS members, the listener and all callers; how many.
   Threads: one at a time for each L.  Handlers: yes.  POSIX: poll.  */
int ipc_local_polled (const struct ipc_local_listener *l, struct pollfd *p);

/* Close L and its callers, and leave the name.  A child that does not accept
   calls it, too, before it does anything else: or clients that its parent
   turns away would not hear of it.
   Threads: one at a time for each L.  Handlers: yes.  POSIX: close.  */
void ipc_local_close (struct ipc_local_listener *l);

/* connect(): a descriptor that blocks and is closed by exec(), proved to lead
   to who listens at NAME; or -1 with errno: ENOENT, EACCES (NAME cannot be
   read, or others may write it), ECONNREFUSED (nobody listens there, or
   somebody who has not the cookie, or NAME is another file), ETIMEDOUT (no
   answer within TIMEOUT milliseconds, -1 being for ever), EINTR, and those of
   open() and socket().  Threads: any.  Handlers: no.  POSIX: connect.  */
int ipc_local_connect (const char *name, int timeout);

/* The same in two steps, for a process that has other things to do: begin
   returns 0 with CALL begun; finish the descriptor, once CALL->fd is ready,
   or with errno ETIMEDOUT or EINTR if it is not yet.  errno as above; after
   any other failure, or ipc_local_give_up(), CALL->fd is closed.
   Threads: any.  Handlers: no.  POSIX: connect.  */
int ipc_local_begin (struct ipc_local_call *call, const char *name);
int ipc_local_finish (struct ipc_local_call *call, int timeout);
void ipc_local_give_up (struct ipc_local_call *call);

#ifdef __cplusplus
}
#endif

#endif
