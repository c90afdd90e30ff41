/* local-connect.c - to who listens at a name, over the loopback network.
   SPDX-License-Identifier: BSD-2-Clause

   The port may be somebody else's by now, for a name outlives who made it.
   That one learns the client's half of a cookie, which nobody takes any
   more, and cannot answer with the server's: so nothing of the user's is ever
   sent to it.  It can be silent, hence the time limit.  A socket may also
   have connected to itself, and then hears its own half, which is no answer.

   Who is turned away without an answer tries again, a few times: the server
   may have had a crowd to deal with.  */

#include "probed.h"
#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
# include "ipcompat-local.h"
# include <errno.h>

static int
refuse (void)
{
  errno = ENOSYS;
  return -1;
}

int
ipc_local_connect (const char *name, int timeout)
{
  (void) name;
  (void) timeout;
  return refuse ();
}

int
ipc_local_begin (struct ipc_local_call *call, const char *name)
{
  (void) call;
  (void) name;
  return refuse ();
}

int
ipc_local_finish (struct ipc_local_call *call, int timeout)
{
  (void) call;
  (void) timeout;
  return refuse ();
}

void
ipc_local_give_up (struct ipc_local_call *call)
{
  (void) call;
}

#else

# include "local-inet.h"

enum { TRIES = 20 };

int
ipc_local_begin (struct ipc_local_call *call, const char *path)
{
  struct local_name name;
  struct sockaddr_in at;
  int fd;

  if (ipc_local_name_read (path, &name, &call->owner) == -1)
    return -1;
  fd = local_socket_made ();
  if (fd == -1)
    return -1;
  local_address_of (&at, name.port);
  if (connect (fd, (struct sockaddr *) &at, sizeof at) == -1
      && errno != EINPROGRESS && errno != EINTR)
    {
      local_drop (fd);
      return -1;
    }
  call->fd = fd;
  call->sent = call->got = 0;
  memcpy (call->client, name.half[0], IPC_LOCAL_HALF);
  memcpy (call->server, name.half[1], IPC_LOCAL_HALF);
  return 0;
}

void
ipc_local_give_up (struct ipc_local_call *call)
{
  if (call->fd != -1)
    local_drop (call->fd);
  call->fd = -1;
}

/* Send what is to be said, if that is possible yet: 1, 0 or -1.  */
static int
speak (struct ipc_local_call *call)
{
  struct pollfd p;
  int error = 0;
  socklen_t size = sizeof error;

  p.fd = call->fd;
  p.events = POLLOUT;
  if (poll (&p, 1, 0) <= 0)
    return 0;
  if (getsockopt (call->fd, SOL_SOCKET, SO_ERROR, &error, &size) == -1)
    return -1;
  if (error != 0)
    {
      /* That the queue was full for minutes is no limit of the caller's.  */
      errno = error == ETIMEDOUT ? ECONNRESET : error;
      return -1;
    }
  /* The first bytes of a connection: there is room.  */
  call->sent = local_say (call->fd, call->client, IPC_LOCAL_HALF)
               == IPC_LOCAL_HALF;
  return call->sent ? 1 : -1;
}

/* One step: 1 if the call is answered, 0 if not yet, -1 with errno, which is
   ECONNRESET if it was turned away.  */
static int
step (struct ipc_local_call *call)
{
  int heard;

  if (!call->sent)
    {
      heard = speak (call);
      if (heard != 1)
        return heard;
    }
  heard = local_hear (call->fd, call->said, &call->got);
  if (heard == -1)
    errno = ECONNRESET;
  if (heard == 1 && !local_same (call->said, call->server))
    {
      errno = ECONNREFUSED;
      return -1;
    }
  return heard == 1 && !local_hand_out (call->fd) ? -1 : heard;
}

/* Until END; the descriptor, or -1.  */
static int
finish (struct ipc_local_call *call, long long end)
{
  struct pollfd p;
  int fd, done;

  while ((done = step (call)) == 0)
    {
      if (end != -1 && local_now () >= end)
        {
          errno = ETIMEDOUT;
          return -1;
        }
      p.fd = call->fd;
      p.events = call->sent ? POLLIN : POLLOUT;
      if (poll (&p, 1, local_left (end)) == -1)
        {
          if (errno != EINTR)
            ipc_local_give_up (call);
          return -1;
        }
    }
  if (done == -1)
    {
      ipc_local_give_up (call);
      return -1;
    }
  fd = call->fd;
  call->fd = -1;
  return fd;
}

int
ipc_local_finish (struct ipc_local_call *call, int timeout)
{
  int fd = finish (call, timeout < 0 ? -1 : local_now () + timeout);

  if (fd == -1 && errno == ECONNRESET)
    errno = ECONNREFUSED;
  return fd;
}

int
ipc_local_connect (const char *name, int timeout)
{
  long long end = timeout < 0 ? -1 : local_now () + timeout;
  struct ipc_local_call call;
  int i, fd = -1;

  for (i = 0; i < TRIES && fd == -1; i++)
    {
      if (ipc_local_begin (&call, name) == -1)
        return -1;
      fd = finish (&call, end);
      if (fd == -1 && errno != ECONNRESET && errno != EPIPE)
        {
          ipc_local_give_up (&call);
          return -1;
        }
    }
  if (fd == -1)
    errno = ECONNREFUSED;
  return fd;
}

#endif
