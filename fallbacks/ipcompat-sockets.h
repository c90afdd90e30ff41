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
   sends at that very moment may be taken for the send's own.  Where systems
   send it to the process, the other threads are to block it, too.
   Threads: any.  Handlers: yes.  POSIX: send, pthread_sigmask.  */
ssize_t ipc_fb_send_masked (int fd, const void *data, size_t size,
                            int flags);

#ifndef IPCOMPAT_NO_SOCKETS

/* accept() that an interruption does not end.  Results and errno are the
   native call's, never EINTR.  A time that FD has by SO_RCVTIMEO counts from
   the call on; but who has been interrupted, and then loses the connection to
   another who accepts, may wait for all of it once more.
   Threads: any.  Handlers: yes.  POSIX: accept.  */
int ipc_fb_accept (int fd, struct sockaddr *address, socklen_t *length);

/* recv(), recvfrom(), send() and sendto() likewise, by SO_RCVTIMEO and
   SO_SNDTIMEO: errno is EAGAIN when the time is over.  What has moved data
   returns their count.  After an interruption of a socket that has such a time
   MSG_WAITALL no longer holds; what a stream takes in parts is sent until the
   time is over.  A signal that is meant to end a call does not, though its
   handler sets O_NONBLOCK.
   Threads: any.  Handlers: yes.  POSIX: recv, recvfrom, send, sendto.  */
ssize_t ipc_fb_recv (int fd, void *data, size_t size, int flags);
ssize_t ipc_fb_recvfrom (int fd, void *data, size_t size, int flags,
                         struct sockaddr *from, socklen_t *length);
ssize_t ipc_fb_send (int fd, const void *data, size_t size, int flags);
ssize_t ipc_fb_sendto (int fd, const void *data, size_t size, int flags,
                       const struct sockaddr *to, socklen_t length);

/* connect() likewise: what is interrupted is waited for, and its result
   fetched; only where it had not begun (AF_UNIX on Linux) is it made again.
   A time that FD has by SO_SNDTIMEO counts from the first call on; when it
   is over, errno is EINPROGRESS, or EAGAIN where it had not begun.
   Threads: any.  Handlers: yes.  POSIX: connect.  */
int ipc_fb_connect (int fd, const struct sockaddr *address,
                    socklen_t length);

/* The same, for LIMIT milliseconds at most (negative: without end), whatever
   O_NONBLOCK and SO_SNDTIMEO of FD say; both change meanwhile, for who shares
   FD, too, and are put back, unless the caller is killed or cancelled.  Errno
   is ETIMEDOUT when the time is over: the connection may still be made, so
   close FD.
   Threads: any, each with its own FD.  Handlers: yes.  POSIX: connect.  */
int ipc_connect_within (int fd, const struct sockaddr *address,
                        socklen_t length, long limit);

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

/* accept(), after which the new socket has neither O_NONBLOCK nor O_ASYNC;
   or has those of the two that the listener FD has, with its owner, who gets
   SIGIO.  Results and errno are those of accept(), or EBADF.  The flags hold
   a moment after the call.
   Threads: any.  Handlers: yes.  POSIX: accept.  */
int ipc_accept_plain (int fd, struct sockaddr *address, socklen_t *length);
int ipc_accept_like (int fd, struct sockaddr *address, socklen_t *length);

/* getaddrinfo() for LIMIT milliseconds at most (negative: without end).
   Returns 0, and a list in *FOUND that is the caller's to ipc_resolve_free();
   or what getaddrinfo() returns; or EAI_SYSTEM with errno ETIMEDOUT when the
   time is over, EMFILE, ENFILE, EAGAIN or ENOMEM if nobody could be had who
   asks.  *FOUND is unchanged then.  Numbers are looked up at once; for a name
   a thread asks, or a child where there are no threads.  A thread is not
   cancelled in this, but when it returns; a signal does not end it.  In a
   child that a program with threads has forked, names may take too long.
   Threads: any.  Handlers: no.  POSIX: getaddrinfo.  */
struct addrinfo;
int ipc_resolve (const char *host, const char *service,
                 const struct addrinfo *hints, long limit,
                 struct addrinfo **found);
void ipc_resolve_free (struct addrinfo *list);

/* The same, by a thread whatever is asked; errno may be ENOSYS, too.  When
   the time is over the thread stays, without a descriptor of this, until the
   resolver has given up, and then leaves nothing.
   Threads: any.  Handlers: no.  POSIX: getaddrinfo, pthread_create.  */
int ipc_resolve_in_thread (const char *host, const char *service,
                           const struct addrinfo *hints, long limit,
                           struct addrinfo **found);

/* The same by a child, which has no descriptor of the caller's, and is gone
   when this returns: SIGCHLD is sent, and a handler may wait for it, too.
   Errno may be ENOSYS (nothing waits without blocking) or EIO (the child was
   killed).
   Threads: one, in all the program (what others have locked stays locked in
   the child, so that names take too long).  Handlers: no.
   POSIX: getaddrinfo, fork.  */
int ipc_resolve_in_child (const char *host, const char *service,
                          const struct addrinfo *hints, long limit,
                          struct addrinfo **found);

/* accept() that ipc_wakeup_wake() of W ends, of ipcompat-wakeup.h, or TIMEOUT
   milliseconds (negative: none), and that no signal or lost client does.  The
   listener FD gets O_NONBLOCK and keeps it; the new socket blocks.  Errno is
   ECANCELED for a wake, EAGAIN when the time is over, else as ipc_wakeup_wait()
   or accept() has it.
   Threads: any.  Handlers: yes.  POSIX: accept, poll.  */
struct ipc_wakeup;
int ipc_wakeup_accept (const struct ipc_wakeup *w, int fd,
                       struct sockaddr *address, socklen_t *length,
                       int timeout);

/* Have the connection FD find out, when it has heard nothing for IDLE seconds,
   whether its peer is there, by COUNT questions every INTERVAL seconds; 0:
   as it is.  Returns the bits of what FD has just so now; those that are
   missing are the system's: hours, mostly.  Or -1 with setsockopt()'s errno,
   or EINVAL (negative).  A local socket may say IPC_KEEPALIVE_ON, too.
   Threads: any.  Handlers: yes.  POSIX: setsockopt.  */
enum
{
  IPC_KEEPALIVE_ON = 1,
  IPC_KEEPALIVE_IDLE = 2,
  IPC_KEEPALIVE_INTERVAL = 4,
  IPC_KEEPALIVE_COUNT = 8
};
int ipc_keepalive (int fd, int idle, int interval, int count);

/* sendto() of a datagram that waits for room for up to LIMIT milliseconds
   (negative: without end), also where the system says ENOBUFS, and whether
   FD blocks or not.  TO may be NULL for a socket that is connected.  Results
   and errno are sendto()'s, never EINTR; ENOBUFS or EAGAIN when the time is
   over, and nothing was sent.
   Threads: any.  Handlers: yes.  POSIX: sendto, poll.  */
ssize_t ipc_send_paced (int fd, const void *data, size_t size, int flags,
                        const struct sockaddr *to, socklen_t length,
                        long limit);

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
