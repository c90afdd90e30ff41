/* peer-ids.c - who is at the other end of a local socket.
   SPDX-License-Identifier: BSD-2-Clause

   Each system has its own interface, and some have several: those that tell
   a pid come first.  What they say of a socket that has no peer is no answer:
   Linux then tells of nobody with pid 0, and of a listener that its peer is
   the caller; so such sockets are refused first.

   Falls short: nobody is told of where there is no interface, and a pid that
   another namespace of Linux has is not told.  Whose ids these are is
   unix_sockets.cred_capture.  */

#include "peer-ids.h"
#include "ipcompat-local.h"

#include <errno.h>

#ifdef IPCOMPAT_NO_SOCKETS

int
ipc_peer_ids (int fd, struct ipc_peer_ids *peer)
{
  (void) fd;
  (void) peer;
  errno = ENOSYS;
  return -1;
}

#else

# include <stdlib.h>
# include <string.h>
# include <unistd.h>

# if HAS_SO_PEERCRED
#  ifdef __OpenBSD__
typedef struct sockpeercred peercred;
#  else
typedef struct ucred peercred;
#  endif

static int
ask (int fd, struct ipc_peer_ids *ids)
{
  peercred c;
  socklen_t size = sizeof c;

  if (getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &c, &size) == -1)
    return -1;
  ids->uid = c.uid;
  ids->gid = c.gid;
  ids->pid = c.pid;
  return 0;
}

# elif HAS_GETPEERUCRED

static int
ask (int fd, struct ipc_peer_ids *ids)
{
  ucred_t *c = NULL;

  if (getpeerucred (fd, &c) == -1)
    return -1;
  ids->uid = ucred_geteuid (c);
  ids->gid = ucred_getegid (c);
  ids->pid = ucred_getpid (c);
  ucred_free (c);
  return 0;
}

# elif HAS_LOCAL_PEEREID

static int
ask (int fd, struct ipc_peer_ids *ids)
{
  struct unpcbid c;
  socklen_t size = sizeof c;

  if (getsockopt (fd, 0, LOCAL_PEEREID, &c, &size) == -1)
    return -1;
  ids->uid = c.unp_euid;
  ids->gid = c.unp_egid;
  ids->pid = c.unp_pid;
  return 0;
}

# elif HAS_LOCAL_PEERCRED

#  ifndef SOL_LOCAL
#   define SOL_LOCAL 0
#  endif

static int
ask (int fd, struct ipc_peer_ids *ids)
{
  struct xucred c;
  socklen_t size = sizeof c;

  if (getsockopt (fd, SOL_LOCAL, LOCAL_PEERCRED, &c, &size) == -1)
    return -1;
  /* Another version's members are elsewhere.  */
  if (c.cr_version != XUCRED_VERSION || c.cr_ngroups < 1)
    {
      errno = EOPNOTSUPP;
      return -1;
    }
  ids->uid = c.cr_uid;
  ids->gid = c.cr_groups[0];
  ids->pid = -1;
#  ifdef LOCAL_PEERPID
  size = sizeof ids->pid;
  if (getsockopt (fd, SOL_LOCAL, LOCAL_PEERPID, &ids->pid, &size) == -1)
    ids->pid = -1;
#  endif
  return 0;
}

# elif HAS_GETPEEREID

static int
ask (int fd, struct ipc_peer_ids *ids)
{
  ids->pid = -1;
  return getpeereid (fd, &ids->uid, &ids->gid);
}

# else

static int
ask (int fd, struct ipc_peer_ids *ids)
{
  (void) fd;
  (void) ids;
  errno = ENOSYS;
  return -1;
}

# endif

/* 0 for a socket that may have a local peer, else an errno.  */
static int
objection (int fd)
{
  struct sockaddr_storage own;
  socklen_t size = sizeof own;
# ifdef SO_ACCEPTCONN
  int listens = 0;
# endif

  memset (&own, 0, sizeof own);
  if (getsockname (fd, (struct sockaddr *) &own, &size) == -1)
    return errno;
  /* Some leave the address of one without a name empty.  */
  if (size != 0 && own.ss_family != AF_UNIX && own.ss_family != AF_UNSPEC)
    return EOPNOTSUPP;
# ifdef SO_ACCEPTCONN
  size = sizeof listens;
  if (getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0
      && listens)
    return ENOTCONN;
# endif
  return 0;
}

int
ipc_peer_ids (int fd, struct ipc_peer_ids *peer)
{
  struct ipc_peer_ids ids;
  struct sockaddr_storage other;
  socklen_t size = sizeof other;
  int error = objection (fd);

  if (error == 0 && ask (fd, &ids) == -1)
    error = errno == EINVAL ? ENOTCONN
            : errno == ENOPROTOOPT ? EOPNOTSUPP : errno;
  else if (error == 0 && (ids.uid == (uid_t) -1 || ids.gid == (gid_t) -1))
    error = getpeername (fd, (struct sockaddr *) &other, &size) == -1
            ? ENOTCONN : EOPNOTSUPP;
  if (error != 0)
    {
      errno = error;
      return -1;
    }
  if (ids.pid <= 0)
    ids.pid = -1;
  *peer = ids;
  return 0;
}

#endif
