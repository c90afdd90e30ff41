/* calls-local.c - in the fallback build: local sockets by other means.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "calls-local.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"
#include "names.h"
#include "report.h"
#include "instruments/instruments.h"

static void
copy_ids (struct ipc_peer *peer, const struct ipc_peer_ids *ids)
{
  peer->uid = ids->uid;
  peer->gid = ids->gid;
  peer->pid = ids->pid;
}

int
peer_by_ids (int index, int fd, struct ipc_peer *peer)
{
  struct ipc_peer_ids ids;

  if ((ipc_peer_get) (index, fd, peer) == -1 || ipc_peer_ids (fd, &ids) == -1)
    return -1;
  copy_ids (peer, &ids);
  return 0;
}

int
pid_by_ids (int fd, pid_t *pid)
{
  struct ipc_peer_ids ids;

  if (ipc_peer_ids (fd, &ids) == -1)
    return -1;
  *pid = ids.pid;
  errno = ENOSYS;
  return ids.pid == -1 ? -1 : 0;
}

int
taken_by_ids (int fd, struct ipc_peer *peer)
{
  struct ipc_peer_ids ids;

  if (ipc_receive_ids (fd, &ids) == -1)
    return -1;
  copy_ids (peer, &ids);
  return 0;
}

enum { MOST = 4 };

/* The names of this process's brokers.  */
static char made[MOST][8];
static pid_t maker;

static void
remove_made (void)
{
  int i;

  for (i = 0; i < MOST && getpid () == maker; i++)
    if (*made[i] != '\0')
      ipc_fifo_remove (made[i]);
}

int
mkfifo_by_socket (const char *path, mode_t mode)
{
  int i;

  for (i = 0; i < MOST && *made[i] != '\0'; i++)
    continue;
  if (i == MOST || strlen (path) >= sizeof made[i])
    ipc_broken ("no room for another broker");
  if (ipc_fifo_make (path, mode) == -1)
    return -1;
  if (i == 0)
    atexit (remove_made);
  maker = getpid ();
  strcpy (made[i], path);
  return 0;
}

int
open_by_socket (const char *path, int flags, ...)
{
  struct stat st;
  mode_t mode = 0;
  va_list arguments;

  if (lstat (path, &st) == 0 && S_ISSOCK (st.st_mode))
    return ipc_fifo_open (path, flags);
  va_start (arguments, flags);
  if ((flags & O_CREAT) != 0)
    mode = (mode_t) va_arg (arguments, int);
  va_end (arguments);
  return (open) (path, flags, mode);
}

static struct ipc_local_listener listeners[MOST];
static struct ipc_local_call calls[MOST];
static int n_listeners, n_calls;

int
listener_by_inet (const char *name)
{
  struct ipc_local_listener *l = &listeners[n_listeners++];
  int i;

  ipc_need_loopback ();
  if (n_listeners > MOST || ipc_local_listen (l, name, 0700, 5) == -1)
    ipc_broken ("ipc_local_listen() fails with errno %d", errno);
  /* One that the case has closed by its number.  */
  for (i = 0; i < n_listeners - 1; i++)
    if (listeners[i].fd == l->fd)
      listeners[i].fd = -1;
  return l->fd;
}

int
client_by_inet (const char *name)
{
  struct ipc_local_call *c = &calls[n_calls++];

  if (n_calls > MOST || ipc_local_begin (c, name) == -1
      || ipc_local_finish (c, 0) != -1 || errno != ETIMEDOUT)
    ipc_broken ("ipc_local_begin() fails with errno %d", errno);
  return c->fd;
}

/* Whether C is at the other end of SESSION.  */
static int
is_of (const struct ipc_local_call *c, int session)
{
  struct sockaddr_in own, other;
  socklen_t size = sizeof own, other_size = sizeof other;

  return c->fd != -1
         && getsockname (c->fd, (struct sockaddr *) &own, &size) == 0
         && getpeername (session, (struct sockaddr *) &other, &other_size)
            == 0
         && own.sin_port == other.sin_port;
}

int
session_by_inet (int listener)
{
  int i, session = -1;

  for (i = 0; i < n_listeners && session == -1; i++)
    if (listeners[i].fd == listener)
      session = ipc_local_accept (&listeners[i], 10000);
  if (session == -1)
    ipc_broken ("ipc_local_accept() fails with errno %d", errno);
  for (i = 0; i < n_calls; i++)
    if (is_of (&calls[i], session)
        && ipc_local_finish (&calls[i], -1) == -1)
      ipc_broken ("ipc_local_finish() fails with errno %d", errno);
  return session;
}

/* Whoever listens in this process accepts it.  */
const char *
reaches_by_inet (int type, const char *name)
{
  struct ipc_local_call c;
  int i, fd, session;

  if (type != SOCK_STREAM || ipc_local_begin (&c, name) == -1)
    return type != SOCK_STREAM ? "absent" : ipc_errno_name (errno);
  fd = ipc_local_finish (&c, 0);
  for (i = 0; i < n_listeners && fd == -1 && errno == ETIMEDOUT; i++)
    if (fcntl (listeners[i].fd, F_GETFD) != -1
        && (session = ipc_local_accept (&listeners[i], 1000)) != -1)
      {
        fd = ipc_local_finish (&c, -1);
        close (session);
      }
  if (fd == -1)
    return ipc_errno_name (errno);
  close (fd);
  return "connects";
}
