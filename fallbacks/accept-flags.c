/* accept-flags.c - accepted sockets with the listener's flags, or without.
   SPDX-License-Identifier: BSD-2-Clause

   Which of both accept() does is the platform's (tcp.accept_nb_inherit), and
   a server that waits in read() for its client, or never wants to, needs the
   one or the other.

   Falls short: what the listener's flags are is asked before accept(), and
   the new socket has its own a moment later, so that a signal of O_ASYNC for
   what came before may be missing, or come although it is not wanted.  An
   owner that is one thread, or another signal than SIGIO, is not handed on.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include "accepted.h"

int
ipc_accept_plain (int fd, struct sockaddr *address, socklen_t *length)
{
  int accepted = accept (fd, address, length);

  return accepted == -1 ? -1 : accepted_have (accepted, 0);
}

/* Who gets the signals, of which there are none without.  */
static void
copy_owner (int from, int to)
{
# if defined O_ASYNC && defined F_GETOWN && defined F_SETOWN
  int error = errno, owner;

  /* -1 may be a group, or say that the listener was closed meanwhile.  */
  errno = 0;
  owner = fcntl (from, F_GETOWN);
  if (owner != 0 && errno == 0 && owner != fcntl (to, F_GETOWN))
    fcntl (to, F_SETOWN, owner);
  errno = error;
# else
  (void) from;
  (void) to;
# endif
}

int
ipc_accept_like (int fd, struct sockaddr *address, socklen_t *length)
{
  int flags = fcntl (fd, F_GETFL), accepted;

  if (flags == -1)
    return -1;
  accepted = accept (fd, address, length);
  if (accepted == -1)
    return -1;
  copy_owner (fd, accepted);
  return accepted_have (accepted, flags);
}

#endif
