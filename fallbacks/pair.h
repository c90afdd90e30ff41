/* pair.h - what the ways to a socket pair share.
   SPDX-License-Identifier: BSD-2-Clause

   TYPE is socketpair()'s: a kind, with SOCK_NONBLOCK and SOCK_CLOEXEC.  */

#ifndef IPC_PAIR_H
#define IPC_PAIR_H

#include <sys/socket.h>

/* A family without its header is not to be had.  */
#if defined __has_include
# if !__has_include (<sys/un.h>)
#  define IPC_PAIR_NO_NAMES 1
# endif
# if !__has_include (<netinet/in.h>)
#  define IPC_PAIR_NO_INTERNET 1
# endif
# if !__has_include (<netinet/tcp.h>)
#  define IPC_PAIR_NO_TCP_H 1
# endif
#endif
#ifndef IPC_PAIR_NO_NAMES
# include <sys/un.h>
#endif
#ifndef IPC_PAIR_NO_INTERNET
# include <netinet/in.h>
#endif

/* What it is wherever it is.  */
#ifndef AF_UNIX
# define AF_UNIX 1
#endif

#if defined SOCK_NONBLOCK && defined SOCK_CLOEXEC
# define IPC_PAIR_FLAGS 1
#else
# define IPC_PAIR_FLAGS 0
# undef SOCK_NONBLOCK
# undef SOCK_CLOEXEC
# define SOCK_NONBLOCK 0
# define SOCK_CLOEXEC 0
#endif

#define IPC_PAIR_KIND(type) ((type) & ~(SOCK_NONBLOCK | SOCK_CLOEXEC))

/* Strangers at the door before this gives up, and how many of them find
   room there without keeping the connector waiting.  */
enum { IPC_PAIR_STRANGERS = 64, IPC_PAIR_ROOM = 16 };

/* A non-blocking socket, closed by exec() if TYPE says so.  */
int ipc_pair_socket (int family, int type);

/* Connect CONNECTOR to LISTENER, both of ipc_pair_socket(), at DOOR; accept
   it, with the flags of TYPE, and nobody else.  CONNECTOR must have a name of
   its own by then.  Returns the accepted end, or -1 with errno, which is
   ECONNABORTED if there were too many strangers.  */
int ipc_pair_meet (int listener, int connector, const struct sockaddr *door,
                   socklen_t size, int type);

/* Whether FD, of ipc_pair_socket(), could be given the flags of TYPE.  */
int ipc_pair_finish (int fd, int type);

/* close() that keeps errno; -1 is none.  */
void ipc_pair_drop (int fd);

/* The pair by names in AF_UNIX.  Returns 0, or -1 with errno.  */
int ipc_pair_by_names (int type, int fd[2]);

#endif
