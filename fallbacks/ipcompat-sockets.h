/* ipcompat-sockets.h - fallbacks: pairs, connections, sends.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_SOCKETS_H
#define IPCOMPAT_SOCKETS_H

#include <sys/socket.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* socketpair() for AF_UNIX, protocol 0 and SOCK_STREAM or SOCK_DGRAM, with
   SOCK_NONBLOCK and SOCK_CLOEXEC where the platform has them: two connected
   Internet sockets of 127.0.0.1.  Stores two descriptors in FD, to be
   closed by the caller, and returns 0; or returns -1, with FD unchanged,
   no descriptor left open and errno EAFNOSUPPORT (family), EOPNOTSUPP
   (AF_INET, AF_INET6), EPROTONOSUPPORT (type or protocol), EMFILE, ENFILE,
   ENOBUFS, ENOMEM, or what a missing or closed loopback network gives, such
   as EADDRNOTAVAIL.  Needs a third descriptor for a moment; a fork() in
   another thread may inherit these.  POSIX: socketpair.  */
int ipc_fb_socketpair (int domain, int type, int protocol, int fd[2]);

/* A stream pair without sockets: each side reads from SIDE[i][0] and writes
   to SIDE[i][1], two descriptors of pipes, all four to be closed by the
   caller.  Closing SIDE[i][1] is shutdown (SHUT_WR), closing SIDE[i][0] is
   shutdown (SHUT_RD).  Returns 0; or -1, with SIDE unchanged, no descriptor
   left open and errno EMFILE or ENFILE.  POSIX: pipe.  */
int ipc_fb_socketpair_pipes (int side[2][2]);

/* Calls that an interruption does not end: accept() is called again while
   it fails with EINTR; an interrupted connect() is waited for, and its
   result fetched.  Results and errno are the native call's, never EINTR.
   POSIX: accept, connect.  */
int ipc_fb_accept (int fd, struct sockaddr *address, socklen_t *length);
int ipc_fb_connect (int fd, const struct sockaddr *address,
                    socklen_t length);

/* send() that raises no SIGPIPE: a peer that has gone is just EPIPE.  FLAGS
   are those of send().  The masked form uses neither MSG_NOSIGNAL nor
   SO_NOSIGPIPE; a SIGPIPE that was pending before stays so.
   POSIX: send.  */
ssize_t ipc_fb_send_nosigpipe (int fd, const void *data, size_t size,
                               int flags);
ssize_t ipc_fb_send_masked (int fd, const void *data, size_t size,
                            int flags);

#ifdef __cplusplus
}
#endif

#endif
