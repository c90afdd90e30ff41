/* nosigpipe.c - sending to a peer that has gone, without SIGPIPE.
   SPDX-License-Identifier: BSD-2-Clause

   By MSG_NOSIGNAL where it works; else by SO_NOSIGPIPE, which then stays on;
   else by masking: SIGPIPE is blocked, and one that was not pending before is
   fetched.  The last way is there by itself, too, because no platform in
   reach depends on it: socketpairs.nosigpipe.

   Falls short: the masked form takes a SIGPIPE that another process sends at
   that very moment.  */

#include "probed.h"
#include "ipcompat-sockets.h"

#include <errno.h>

#ifdef IPCOMPAT_NO_SOCKETS

ssize_t
ipc_fb_send_masked (int fd, const void *data, size_t size, int flags)
{
  (void) fd;
  (void) data;
  (void) size;
  (void) flags;
  errno = ENOSYS;
  return -1;
}

ssize_t
ipc_fb_send_nosigpipe (int fd, const void *data, size_t size, int flags)
{
  return ipc_fb_send_masked (fd, data, size, flags);
}

#else

# include <signal.h>

# include "sigmask.h"

static int
is_pending (void)
{
  sigset_t set;

  return sigpending (&set) == 0 && sigismember (&set, SIGPIPE) == 1;
}

/* Only a signal that was blocked before can have been pending before.  */
ssize_t
ipc_fb_send_masked (int fd, const void *data, size_t size, int flags)
{
  sigset_t sigpipe, old;
  int blocked, before, signo, error;
  ssize_t n;

  sigemptyset (&sigpipe);
  sigaddset (&sigpipe, SIGPIPE);
  sigmask_change (SIG_BLOCK, &sigpipe, &old);
  blocked = sigismember (&old, SIGPIPE) == 1;
  before = blocked && is_pending ();
  n = send (fd, data, size, flags);
  error = errno;
  /* It is pending, so this does not wait.  */
  if (n == -1 && error == EPIPE && !before && is_pending ())
    sigwait (&sigpipe, &signo);
  if (!blocked)
    sigmask_change (SIG_SETMASK, &old, NULL);
  errno = error;
  return n;
}

ssize_t
ipc_fb_send_nosigpipe (int fd, const void *data, size_t size, int flags)
{
# if defined MSG_NOSIGNAL \
  && !(defined IPC_PROBE_MSG_NOSIGNAL && IPC_PROBE_MSG_NOSIGNAL == 0)
  return send (fd, data, size, flags | MSG_NOSIGNAL);
# else
#  if defined SO_NOSIGPIPE \
  && !(defined IPC_PROBE_SO_NOSIGPIPE && IPC_PROBE_SO_NOSIGPIPE == 0)
  int on = 1;

  if (setsockopt (fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) == 0)
    return send (fd, data, size, flags);
#  endif
  return ipc_fb_send_masked (fd, data, size, flags);
# endif
}

#endif
