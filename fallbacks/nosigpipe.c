/* nosigpipe.c - sending to a peer that has gone, without SIGPIPE.
   SPDX-License-Identifier: BSD-2-Clause

   By MSG_NOSIGNAL where it works; else by SO_NOSIGPIPE, which then stays on;
   else by masking: SIGPIPE is blocked, and one that was not pending before is
   fetched.  The last way is there by itself, too, because no platform in
   reach depends on it: socketpairs.nosigpipe.

   Falls short: the masked form takes a SIGPIPE that another process sends at
   that very moment; and where a system sends it to the process, a thread that
   does not block it gets that of another's send.  */

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

# include "sigpipe.h"

ssize_t
ipc_fb_send_masked (int fd, const void *data, size_t size, int flags)
{
  struct sigpipe_guard guard;
  ssize_t n;

  sigpipe_hold (&guard);
  n = send (fd, data, size, flags);
  sigpipe_let_go (&guard, n == -1 && errno == EPIPE);
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
