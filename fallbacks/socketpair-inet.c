/* socketpair-inet.c - a stream pair from the loopback network.
   SPDX-License-Identifier: BSD-2-Clause

   Each end is proved to be the other's peer before it is handed out: between
   listen() and accept() anyone on this host may get in.  What the pair does
   not preserve, as the suite shows it where AF_UNIX is missing (fault
   unix_missing):
     the ends have Internet addresses              socketpairs.unnamed
     a write after the peer's close fails only
       at the second time             socketpairs.sigpipe, .pipe_from_pair
   Descriptors and credentials cannot be passed; ipc_fb_sendmsg() refuses
   them.  Data and ends arrive a moment later.  */

#include "ipcompat-sockets.h"

#include <errno.h>

#ifdef IPCOMPAT_NO_SOCKETS
# define IPC_PAIR_NO_INTERNET 1
# define NO_PAIR ENOSYS
#else
# include "pair.h"
# define NO_PAIR EAFNOSUPPORT
#endif

#ifdef IPC_PAIR_NO_INTERNET

int
ipc_fb_socketpair_inet (int type, int fd[2])
{
  (void) type;
  (void) fd;
  errno = NO_PAIR;
  return -1;
}

#else

# include <stdint.h>
# include <string.h>
# include <time.h>
# ifndef IPC_PAIR_NO_TCP_H
#  include <netinet/tcp.h>
# endif

/* Bind FD to a free port of a loopback address, which differs each time where
   there is more than 127.0.0.1: so those of a pair that is open, or was closed
   a minute ago, are not missed.  */
static int
bind_somewhere (int fd, struct sockaddr_in *at)
{
  struct timespec now;
  uint32_t host = INADDR_LOOPBACK;

  if (clock_gettime (CLOCK_REALTIME, &now) == 0)
    host |= (uint32_t) now.tv_nsec * UINT32_C (2654435761) >> 10 << 1;
  memset (at, 0, sizeof *at);
  at->sin_family = AF_INET;
  at->sin_addr.s_addr = htonl (host);
  if (bind (fd, (struct sockaddr *) at, sizeof *at) == 0)
    return 0;
  at->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  return bind (fd, (struct sockaddr *) at, sizeof *at);
}

/* Have FD listen to this host and nobody else; its address.  */
static int
open_door (int fd, struct sockaddr_in *at)
{
  socklen_t size = sizeof *at;

  return bind_somewhere (fd, at) == 0
         && getsockname (fd, (struct sockaddr *) at, &size) == 0
         && listen (fd, IPC_PAIR_ROOM) == 0;
}

/* Have what is written to FD leave at once, if that can be had: one that
   writes twice and then waits for an answer would wait for a timer, too.  */
static void
hurry (int fd)
{
# ifdef TCP_NODELAY
  int on = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
# else
  (void) fd;
# endif
}

int
ipc_fb_socketpair_inet (int type, int fd[2])
{
  struct sockaddr_in door;
  int listener, made[2] = { -1, -1 };

  if (IPC_PAIR_KIND (type) != SOCK_STREAM)
    {
      errno = EPROTONOSUPPORT;
      return -1;
    }
  listener = ipc_pair_socket (AF_INET, type);
  if (listener != -1 && open_door (listener, &door)
      && (made[0] = ipc_pair_socket (AF_INET, type)) != -1
      && (made[1] = ipc_pair_meet (listener, made[0],
                                   (struct sockaddr *) &door, sizeof door,
                                   type)) != -1
      && ipc_pair_finish (made[0], type))
    {
      hurry (made[0]);
      hurry (made[1]);
      ipc_pair_drop (listener);
      fd[0] = made[0];
      fd[1] = made[1];
      return 0;
    }
  ipc_pair_drop (listener);
  ipc_pair_drop (made[0]);
  ipc_pair_drop (made[1]);
  return -1;
}

#endif
