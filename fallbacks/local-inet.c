/* local-inet.c - who listens at a name, over the loopback network.
   SPDX-License-Identifier: BSD-2-Clause

   Anybody on this host can connect to the port; so who has not said the
   client's half of the cookie is nobody yet.  Those are kept beside each other
   and heard as they speak.  Who says something else is turned away; so is the
   one that has been here longest, when it has been for a moment, when there
   are too many, or when the table of descriptors is full.  A client speaks at
   once, and if it is turned away in such a crowd it comes again.

   Falls short of AF_UNIX: a client is not connected before it is accepted
   (unix_sockets.connect_needs_accept); who it is, is not known
   (unix_sockets.credentials).  */

#include "probed.h"
#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
# include "ipcompat-local.h"
# include <errno.h>

int
ipc_local_listen (struct ipc_local_listener *l, const char *name,
                  mode_t mode, int backlog)
{
  (void) l;
  (void) name;
  (void) mode;
  (void) backlog;
  errno = ENOSYS;
  return -1;
}

int
ipc_local_accept (struct ipc_local_listener *l, int timeout)
{
  (void) l;
  (void) timeout;
  errno = ENOSYS;
  return -1;
}

int
ipc_local_polled (const struct ipc_local_listener *l, struct pollfd *p)
{
  (void) l;
  (void) p;
  return 0;
}

void
ipc_local_close (struct ipc_local_listener *l)
{
  (void) l;
}

#else

# include "local-inet.h"

# include <sys/stat.h>

/* Milliseconds that a stranger may be silent.  */
enum { PATIENCE = 2000 };

/* How many may be in the queue at least, for strangers fill it, too, and a
   client that finds it full tries again only after a second.  */
enum { QUEUE = 1024 };

/* Of a crowd, how many are let in before the others are heard again.  */
enum { AT_ONCE = 8 };

/* Listen on a free port, which goes to *PORT.  */
static int
open_door (int backlog, unsigned *port)
{
  struct sockaddr_in at;
  socklen_t size = sizeof at;
  int fd = local_socket_made ();

  if (fd == -1)
    return -1;
  local_address_of (&at, 0);
  if (bind (fd, (struct sockaddr *) &at, sizeof at) == 0
      && getsockname (fd, (struct sockaddr *) &at, &size) == 0
      && listen (fd, backlog < QUEUE ? QUEUE : backlog) == 0)
    {
      *port = ntohs (at.sin_port);
      return fd;
    }
  local_drop (fd);
  return -1;
}

int
ipc_local_listen (struct ipc_local_listener *l, const char *path, mode_t mode,
                  int backlog)
{
  struct local_name name;
  int fd;

  if (ipc_local_name_invent (&name) == -1)
    return -1;
  fd = open_door (backlog, &name.port);
  if (fd == -1)
    return -1;
  if (ipc_local_name_make (path, mode, &name) == -1)
    {
      local_drop (fd);
      return -1;
    }
  l->fd = fd;
  l->callers = 0;
  memcpy (l->client, name.half[0], IPC_LOCAL_HALF);
  memcpy (l->server, name.half[1], IPC_LOCAL_HALF);
  return 0;
}

/* Forget the caller I, and close it if CLOSES.  */
static void
forget (struct ipc_local_listener *l, int i, int closes)
{
  if (closes)
    local_drop (l->caller[i].fd);
  l->callers--;
  memmove (&l->caller[i], &l->caller[i + 1],
           (size_t) (l->callers - i) * sizeof *l->caller);
}

/* Whether the caller I has proved itself, and has its answer: 1 if so, 0 if
   not yet, -1 if it is to go.  */
static int
prove (struct ipc_local_listener *l, int i)
{
  struct ipc_local_caller *c = &l->caller[i];
  int heard = local_hear (c->fd, c->said, &c->got);

  if (heard != 1)
    return heard == 0 && local_now () - c->since < PATIENCE ? 0 : -1;
  if (!local_same (c->said, l->client)
      || local_say (c->fd, l->server, IPC_LOCAL_HALF) != IPC_LOCAL_HALF)
    return -1;
  return local_hand_out (c->fd) ? 1 : -1;
}

/* The first of the callers from I on that has, or -1.  */
static int
proved (struct ipc_local_listener *l, int i)
{
  int fd;

  while (i < l->callers)
    switch (prove (l, i))
      {
      case 1:
        fd = l->caller[i].fd;
        forget (l, i, 0);
        return fd;
      case 0:
        i++;
        break;
      default:
        forget (l, i, 1);
      }
  return -1;
}

static void
add (struct ipc_local_listener *l, int fd)
{
  struct ipc_local_caller *c;

  if (l->callers == IPC_LOCAL_CALLERS)
    forget (l, 0, 1);
  c = &l->caller[l->callers++];
  c->fd = fd;
  c->got = 0;
  c->since = local_now ();
}

/* Whether accept() may be tried again after ERROR.  */
static int
has_passed (int error)
{
  return error == ECONNABORTED || error == EINTR || error == EPROTO
         || error == ECONNRESET;
}

/* Let in one that is at the door.  Returns 1; 0 if there is none; or -1.  */
static int
let_in (struct ipc_local_listener *l)
{
  int fd = accept (l->fd, NULL, NULL);

  if (fd != -1)
    {
      if (local_prepare (fd))
        add (l, fd);
      else
        local_drop (fd);
      return 1;
    }
  if (has_passed (errno))
    return 1;
  if (local_is_full (errno) && l->callers > 0)
    {
      forget (l, 0, 1);
      return 1;
    }
  return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
}

/* Let in those that are at the door, and hear each at once; few more than
   there is room for, so that all others are heard again before many of them
   have to go.  Returns who has proved itself, -1 if none, or -2 with errno.  */
static int
let_them_in (struct ipc_local_listener *l)
{
  int i, fd, in = 1, most = IPC_LOCAL_CALLERS - l->callers + AT_ONCE;

  for (i = 0; i < most && in == 1; i++)
    {
      in = let_in (l);
      fd = in == 1 && l->callers > 0 ? proved (l, l->callers - 1) : -1;
      if (fd != -1)
        return fd;
    }
  return in == -1 ? -2 : -1;
}

int
ipc_local_polled (const struct ipc_local_listener *l, struct pollfd *p)
{
  int i;

  for (i = 0; i <= l->callers; i++)
    {
      p[i].fd = i == 0 ? l->fd : l->caller[i - 1].fd;
      p[i].events = POLLIN;
      p[i].revents = 0;
    }
  return i;
}

/* Wait for somebody to come or to speak until END, and no longer than the
   first caller may be silent.  */
static int
wait_for_them (const struct ipc_local_listener *l, long long end)
{
  struct pollfd p[1 + IPC_LOCAL_CALLERS];
  int n = ipc_local_polled (l, p);
  long long silent = l->callers == 0 ? -1 : l->caller[0].since + PATIENCE;

  if (silent != -1 && (end == -1 || silent < end))
    end = silent;
  return poll (p, (nfds_t) n, local_left (end));
}

int
ipc_local_accept (struct ipc_local_listener *l, int timeout)
{
  long long end = timeout < 0 ? -1 : local_now () + timeout;
  int fd;

  for (;;)
    {
      fd = proved (l, 0);
      if (fd == -1)
        fd = let_them_in (l);
      if (fd != -1)
        return fd == -2 ? -1 : fd;
      if (end != -1 && local_now () >= end)
        {
          errno = ETIMEDOUT;
          return -1;
        }
      if (wait_for_them (l, end) == -1)
        return -1;
    }
}

void
ipc_local_close (struct ipc_local_listener *l)
{
  while (l->callers > 0)
    forget (l, l->callers - 1, 1);
  if (l->fd != -1)
    local_drop (l->fd);
  l->fd = -1;
}

#endif
