/* nosigpipe.c - sending to a peer that has gone, without SIGPIPE.
   SPDX-License-Identifier: BSD-2-Clause

   By MSG_NOSIGNAL where there is one; else by SO_NOSIGPIPE, which then stays
   on; else by masking: SIGPIPE is blocked, and one that was not pending
   before is fetched.  The last way is there by itself, too, because no
   platform in reach depends on it: socketpairs.nosigpipe.

   Falls short: the masked form takes a SIGPIPE that another process sends at
   that very moment; where a program has threads, sigprocmask() must be what
   pthread_sigmask() is, as it is on all systems known.  */

#include "ipcompat-sockets.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>

static int
is_pending (void)
{
  sigset_t set;

  return sigpending (&set) == 0 && sigismember (&set, SIGPIPE) == 1;
}

ssize_t
ipc_fb_send_masked (int fd, const void *data, size_t size, int flags)
{
  sigset_t sigpipe, old;
  int before, signo, error;
  ssize_t n;

  sigemptyset (&sigpipe);
  sigaddset (&sigpipe, SIGPIPE);
  if (sigprocmask (SIG_BLOCK, &sigpipe, &old) == -1)
    return -1;
  before = is_pending ();
  n = send (fd, data, size, flags);
  error = errno;
  /* It is pending, so this does not wait.  */
  if (n == -1 && error == EPIPE && !before && is_pending ())
    sigwait (&sigpipe, &signo);
  sigprocmask (SIG_SETMASK, &old, NULL);
  errno = error;
  return n;
}

ssize_t
ipc_fb_send_nosigpipe (int fd, const void *data, size_t size, int flags)
{
#ifdef MSG_NOSIGNAL
  return send (fd, data, size, flags | MSG_NOSIGNAL);
#else
# ifdef SO_NOSIGPIPE
  int on = 1;

  if (setsockopt (fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) == 0)
    return send (fd, data, size, flags);
# endif
  return ipc_fb_send_masked (fd, data, size, flags);
#endif
}
