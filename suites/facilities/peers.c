/* peers.c - who is at the other end of a local socket.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "peers.h"
#include "control.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>
#ifdef LOCAL_PEERCRED
# include <sys/param.h>
# include <sys/ucred.h>
#endif

#include "probes.h"

#if IPC_PROBE_GETPEERUCRED == 1
# include <ucred.h>
#endif

#define ABSENT() return errno = ENOSYS, -1

/* An interface that this system lacks.  */
static int
absent (int fd, struct ipc_peer *peer)
{
  (void) fd;
  (void) peer;
  ABSENT ();
}

#if defined SO_PEERCRED && (defined __linux__ || defined __OpenBSD__)
static int
by_so_peercred (int fd, struct ipc_peer *peer)
{
# ifdef __OpenBSD__
  struct sockpeercred c;
# else
  struct ucred c;
# endif
  socklen_t size = sizeof c;

  if (getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &c, &size) == -1)
    return -1;
  peer->uid = c.uid;
  peer->gid = c.gid;
  peer->pid = c.pid;
  return 0;
}
#else
# define by_so_peercred absent
#endif

#if IPC_PROBE_GETPEEREID == 1
static int
by_getpeereid (int fd, struct ipc_peer *peer)
{
  peer->pid = -1;
  return getpeereid (fd, &peer->uid, &peer->gid);
}
#else
# define by_getpeereid absent
#endif

#if IPC_PROBE_GETPEERUCRED == 1
static int
by_getpeerucred (int fd, struct ipc_peer *peer)
{
  ucred_t *c = NULL;

  if (getpeerucred (fd, &c) == -1)
    return -1;
  peer->uid = ucred_geteuid (c);
  peer->gid = ucred_getegid (c);
  peer->pid = ucred_getpid (c);
  ucred_free (c);
  return 0;
}
#else
# define by_getpeerucred absent
#endif

#if defined LOCAL_PEERCRED && defined XUCRED_VERSION
static int
by_local_peercred (int fd, struct ipc_peer *peer)
{
  struct xucred c;
  socklen_t size = sizeof c;
# ifndef SOL_LOCAL
#  define SOL_LOCAL 0
# endif

  if (getsockopt (fd, SOL_LOCAL, LOCAL_PEERCRED, &c, &size) == -1)
    return -1;
  peer->uid = c.cr_uid;
  peer->gid = c.cr_groups[0];
  peer->pid = -1;
# ifdef LOCAL_PEERPID
  size = sizeof peer->pid;
  if (getsockopt (fd, SOL_LOCAL, LOCAL_PEERPID, &peer->pid, &size) == -1)
    return -1;
# endif
  return 0;
}
#else
# define by_local_peercred absent
#endif

#ifdef LOCAL_PEEREID
static int
by_local_peereid (int fd, struct ipc_peer *peer)
{
  struct unpcbid c;
  socklen_t size = sizeof c;

  if (getsockopt (fd, 0, LOCAL_PEEREID, &c, &size) == -1)
    return -1;
  peer->uid = c.unp_euid;
  peer->gid = c.unp_egid;
  peer->pid = c.unp_pid;
  return 0;
}
#else
# define by_local_peereid absent
#endif

static const struct
{
  const char *name;
  int (*get) (int, struct ipc_peer *);
} interfaces[] = {
  { "SO_PEERCRED", by_so_peercred },
  { "GETPEEREID", by_getpeereid },
  { "GETPEERUCRED", by_getpeerucred },
  { "LOCAL_PEERCRED", by_local_peercred },
  { "LOCAL_PEEREID", by_local_peereid },
};
enum { INTERFACES = sizeof interfaces / sizeof *interfaces };

const char *
ipc_peer_interface (int index)
{
  return index < INTERFACES ? interfaces[index].name : NULL;
}

int
ipc_peer_get (int index, int fd, struct ipc_peer *peer)
{
  return interfaces[index].get (fd, peer);
}

int
ipc_peer_pid (int fd, pid_t *pid)
{
  struct ipc_peer peer;
  int i;

  for (i = 0; i < INTERFACES; i++)
    if (interfaces[i].get (fd, &peer) == 0 && peer.pid != -1)
      {
        *pid = peer.pid;
        return 0;
      }
  ABSENT ();
}

/* The type of such a message, and what is in it: Linux checks what was sent,
   FreeBSD fills it in.  NetBSD's form, which the receiver asks for, counts as
   none here.  */
#if defined SCM_CREDENTIALS && defined SO_PASSCRED
# define KIND "SCM_CREDENTIALS"
# define TYPE SCM_CREDENTIALS
typedef struct ucred credentials;
# define IDS(c, peer) \
  ((peer)->uid = (c).uid, (peer)->gid = (c).gid, (peer)->pid = (c).pid)
#elif defined SCM_CREDS && defined CMGROUP_MAX
# define KIND "SCM_CREDS"
# define TYPE SCM_CREDS
typedef struct cmsgcred credentials;
# define IDS(c, peer)                                              \
  ((peer)->uid = (c).cmcred_euid, (peer)->gid = (c).cmcred_groups[0], \
   (peer)->pid = (c).cmcred_pid)
#endif

const char *
ipc_credentials_kind (void)
{
#ifdef KIND
  return KIND;
#else
  return NULL;
#endif
}

int
ipc_credentials_want (int fd)
{
#if defined KIND && defined SO_PASSCRED
  int on = 1;

  return setsockopt (fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
#elif defined KIND
  (void) fd;
  return 0;
#else
  (void) fd;
  ABSENT ();
#endif
}

#ifdef KIND
/* One message, of one byte, with room for credentials.  */
struct message
{
  struct msghdr header;
  struct iovec data;
  char byte;
  union
  {
    size_t align;
    char bytes[CMSG_SPACE (sizeof (credentials))];
  } control;
};

static void
prepare (struct message *m)
{
  memset (m, 0, sizeof *m);
  m->byte = 'c';
  m->data.iov_base = &m->byte;
  m->data.iov_len = 1;
  m->header.msg_iov = &m->data;
  m->header.msg_iovlen = 1;
  m->header.msg_control = m->control.bytes;
  m->header.msg_controllen = sizeof m->control.bytes;
}
#endif

/* Send the credentials of this process, but for its pid.  */
static int
send_as (int fd, pid_t pid)
{
#ifdef KIND
  struct message m;
  struct cmsghdr *c;
  credentials own;

  memset (&own, 0, sizeof own);
# if defined SCM_CREDENTIALS && defined SO_PASSCRED
  own.pid = pid;
  own.uid = geteuid ();
  own.gid = getegid ();
# endif
  prepare (&m);
  c = CMSG_FIRSTHDR (&m.header);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = TYPE;
  c->cmsg_len = CMSG_LEN (sizeof own);
  memcpy (CMSG_DATA (c), &own, sizeof own);
  (void) pid;
  return sendmsg (fd, &m.header, 0) == 1 ? 0 : -1;
#else
  (void) fd;
  (void) pid;
  ABSENT ();
#endif
}

int
ipc_credentials_send (int fd)
{
  return send_as (fd, getpid ());
}

int
ipc_credentials_forge (int fd)
{
  return send_as (fd, getppid ());
}

int
ipc_credentials_take (int fd, struct ipc_peer *peer)
{
#ifdef KIND
  struct message m;
  struct cmsghdr *c;
  credentials theirs;

  prepare (&m);
  if (recvmsg (fd, &m.header, 0) != 1)
    return -1;
  c = CMSG_FIRSTHDR (&m.header);
  if (c == NULL || c->cmsg_level != SOL_SOCKET || c->cmsg_type != TYPE)
    return errno = ENOMSG, -1;
  memcpy (&theirs, CMSG_DATA (c), sizeof theirs);
  IDS (theirs, peer);
  return 0;
#else
  (void) fd;
  (void) peer;
  ABSENT ();
#endif
}
