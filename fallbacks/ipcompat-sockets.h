/* ipcompat-sockets.h - fallbacks: pairs, connections, sends.
   SPDX-License-Identifier: BSD-2-Clause

   Where there are no sockets, known by a missing <sys/socket.h> or said by
   IPCOMPAT_NO_SOCKETS, those calls that need its types are not there, and
   the others but ipc_fb_socketpair_pipes() fail with ENOSYS.  */

#ifndef IPCOMPAT_SOCKETS_H
#define IPCOMPAT_SOCKETS_H

#include <sys/types.h>

#if defined __has_include && !defined IPCOMPAT_NO_SOCKETS
# if !__has_include (<sys/socket.h>)
#  define IPCOMPAT_NO_SOCKETS 1
# endif
#endif
#ifndef IPCOMPAT_NO_SOCKETS
# include <sys/socket.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* socketpair() for AF_UNIX, protocol 0 and SOCK_STREAM, SOCK_DGRAM or
   SOCK_SEQPACKET, with SOCK_NONBLOCK and SOCK_CLOEXEC, as far as sockets of
   the platform have them: two sockets of AF_UNIX that have names; where
   these are not to be had, a stream comes from ipc_fb_socketpair_inet().
   Stores two descriptors in FD, to be closed by the caller, and returns 0;
   or returns -1, with FD unchanged, no descriptor left open and errno
   EAFNOSUPPORT (family), EOPNOTSUPP (AF_INET, AF_INET6), EPROTONOSUPPORT
   (type, protocol, or no stream without AF_UNIX), EMFILE, ENFILE, ENOBUFS,
   ENOMEM, ECONNABORTED (too many strangers got in between), ENOSYS (no
   sockets), or what a directory in /tmp and the loopback network give, such
   as EACCES or EADDRNOTAVAIL.  Needs a third descriptor for a moment and, on
   other systems than Linux, a directory there, which a process that is
   killed in that moment leaves behind, /tmp/ipc-*.  A fork() in another
   thread may inherit these descriptors.
   Threads: any.  Handlers: yes.  POSIX: socketpair.  */
int ipc_fb_socketpair (int domain, int type, int protocol, int fd[2]);

/* A stream pair of two Internet sockets that this host alone can reach,
   TYPE being SOCK_STREAM with the flags above; FD, results and errno
   likewise.  Both ends have addresses; a write after the peer's close fails
   only at the second time; data arrive a moment later; descriptors and
   credentials that plain sendmsg() passes get lost without an error.
   Threads: any.  Handlers: yes.  POSIX: socketpair.  */
int ipc_fb_socketpair_inet (int type, int fd[2]);

/* A stream pair without sockets: each side reads from SIDE[i][0] and writes
   to SIDE[i][1], two descriptors of pipes, all four to be closed by the
   caller.  Closing SIDE[i][1] is shutdown (SHUT_WR), closing SIDE[i][0] is
   shutdown (SHUT_RD).  Returns 0; or -1, with SIDE unchanged, no descriptor
   left open and errno EMFILE or ENFILE.
   Threads: any.  Handlers: yes.  POSIX: pipe.  */
int ipc_fb_socketpair_pipes (int side[2][2]);

/* send() that raises no SIGPIPE: a peer that has gone is just EPIPE.  FLAGS
   are those of send(); results and errno are the native call's.  Where there
   is no MSG_NOSIGNAL, SO_NOSIGPIPE stays on for FD; without either it is the
   masked form.
   Threads: any.  Handlers: yes.  POSIX: send.  */
ssize_t ipc_fb_send_nosigpipe (int fd, const void *data, size_t size,
                               int flags);

/* The same by neither of them: SIGPIPE is blocked in the calling thread
   meanwhile.  One that was pending before stays so; one that another process
   sends at that very moment may be taken for the send's own.
   Threads: any.  Handlers: yes.  POSIX: send, pthread_sigmask.  */
ssize_t ipc_fb_send_masked (int fd, const void *data, size_t size,
                            int flags);

#ifndef IPCOMPAT_NO_SOCKETS

/* Calls that an interruption does not end: accept() is called again while
   it fails with EINTR; an interrupted connect() is waited for, and its
   result fetched.  Results and errno are the native call's, never EINTR.
   Threads: any.  Handlers: yes.  POSIX: accept.  */
int ipc_fb_accept (int fd, struct sockaddr *address, socklen_t *length);
/* Threads: any.  Handlers: yes.  POSIX: connect.  */
int ipc_fb_connect (int fd, const struct sockaddr *address,
                    socklen_t length);

/* accept4(), by accept(): FLAGS are those below, which are SOCK_NONBLOCK and
   SOCK_CLOEXEC if there are such, and hold a moment after the call; a fork()
   in another thread may inherit the descriptor meanwhile.  The new socket
   has none of the listener's flags.  Results and errno are those of accept(),
   or EINVAL (other flags).
   Threads: any.  Handlers: yes.  POSIX: accept.  */
#if defined SOCK_NONBLOCK && defined SOCK_CLOEXEC
enum
{
  IPC_FB_SOCK_NONBLOCK = SOCK_NONBLOCK,
  IPC_FB_SOCK_CLOEXEC = SOCK_CLOEXEC
};
#else
enum
{
  IPC_FB_SOCK_NONBLOCK = 0x20000000,
  IPC_FB_SOCK_CLOEXEC = 0x10000000
};
#endif
int ipc_fb_accept4 (int fd, struct sockaddr *address, socklen_t *length,
                    int flags);

/* sendmsg() that fails with EOPNOTSUPP, and sends nothing, if MESSAGE passes
   descriptors or credentials through a socket of another family than
   AF_UNIX, which would drop them; results and errno are the native call's
   else.  Threads: any.  Handlers: yes.  POSIX: sendmsg.  */
ssize_t ipc_fb_sendmsg (int fd, const struct msghdr *message, int flags);

#endif

#ifdef __cplusplus
}
#endif

#endif
