/* message-ids.c - messages that say who sent them.
   SPDX-License-Identifier: BSD-2-Clause

   On Linux the sender names its ids, and the kernel checks them; on FreeBSD
   and DragonFly the kernel fills in the sender's; on NetBSD the receiver has
   asked for them.  unix_sockets.cred_message measures them.

   Falls short: where there are none, ENOSYS.  Descriptors that a stranger
   sends along are closed.  */

#include "peer-ids.h"
#include "ipcompat-local.h"

#include <errno.h>

#ifndef IPCOMPAT_NO_SOCKETS
# include <string.h>
# include <sys/uio.h>

# include "control.h"

# ifndef HAS_CONTROL
/* Nothing that could bring them.  */
# elif defined SCM_CREDENTIALS && defined SO_PASSCRED
#  define TYPE SCM_CREDENTIALS
typedef struct ucred credentials;
#  define IDS(c, ids)                                                  \
  ((ids)->uid = (c).uid, (ids)->gid = (c).gid, (ids)->pid = (c).pid)
# elif defined SCM_CREDS && defined CMGROUP_MAX
#  define TYPE SCM_CREDS
typedef struct cmsgcred credentials;
#  define IDS(c, ids)                                                  \
  ((ids)->uid = (c).cmcred_euid, (ids)->gid = (c).cmcred_groups[0],    \
   (ids)->pid = (c).cmcred_pid)
# elif defined SCM_CREDS && defined LOCAL_CREDS
#  define TYPE SCM_CREDS
#  define ASKED 1
typedef struct sockcred credentials;
#  define IDS(c, ids)                                                  \
  ((ids)->uid = (c).sc_euid, (ids)->gid = (c).sc_egid, (ids)->pid = -1)
# endif
#endif

#ifndef TYPE

static int
refuse (void)
{
  errno = ENOSYS;
  return -1;
}

int
ipc_want_ids (int fd)
{
  (void) fd;
  return refuse ();
}

int
ipc_send_ids (int fd)
{
  (void) fd;
  return refuse ();
}

int
ipc_receive_ids (int fd, struct ipc_peer_ids *peer)
{
  (void) fd;
  (void) peer;
  return refuse ();
}

#else

# include "message.h"

int
ipc_want_ids (int fd)
{
  int on = 1;

# if defined SO_PASSCRED
  return setsockopt (fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
# elif defined ASKED
  return setsockopt (fd, 0, LOCAL_CREDS, &on, sizeof on);
# else
  /* Whoever sends them may.  */
  (void) on;
  return fcntl (fd, F_GETFD) == -1 ? -1 : 0;
# endif
}

int
ipc_send_ids (int fd)
{
  struct message m;
# ifndef ASKED
  struct cmsghdr *c;
  credentials own;

  memset (&own, 0, sizeof own);
#  ifdef SO_PASSCRED
  own.pid = getpid ();
  own.uid = geteuid ();
  own.gid = getegid ();
#  endif
  message_prepare (&m, CMSG_SPACE (sizeof own));
  c = CMSG_FIRSTHDR (&m.header);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = TYPE;
  c->cmsg_len = CMSG_LEN (sizeof own);
  memcpy (CMSG_DATA (c), &own, sizeof own);
# else
  message_prepare (&m, 0);
# endif
  m.byte = MESSAGE_OF_IDS;
  return message_send (fd, &m);
}

/* The ids of M, if it has any.  */
static int
find (struct message *m, struct ipc_peer_ids *ids)
{
  struct cmsghdr *c;
  credentials theirs;

  memset (&theirs, 0, sizeof theirs);
  for (c = CMSG_FIRSTHDR (&m->header); c != NULL;
       c = CMSG_NXTHDR (&m->header, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == TYPE
        && c->cmsg_len >= CMSG_LEN (sizeof theirs))
      {
        memcpy (&theirs, CMSG_DATA (c), sizeof theirs);
        IDS (theirs, ids);
        /* Linux tells of who sent none as pid 0.  */
        return ids->pid != 0;
      }
  return 0;
}

int
ipc_receive_ids (int fd, struct ipc_peer_ids *peer)
{
  struct ipc_peer_ids ids;
  struct message m;
  int found;

  message_prepare (&m, sizeof m.control);
  if (message_receive (fd, &m) == -1)
    return -1;
  found = find (&m, &ids);
  message_close_rights (&m, 0);
  if (!found || m.byte != MESSAGE_OF_IDS)
    {
      errno = found ? EBADMSG : ENOMSG;
      return -1;
    }
  *peer = ids;
  return 0;
}

#endif
