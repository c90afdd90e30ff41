/* rights.c - faults of passing descriptors and credentials.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "rights.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "local-rights.h"

CALL (sendmsg)
FAULT (sendmsg_no_source, "sendmsg() does not look at the source it is given",
  KILLS ("udp.dest_address"))
FAULT (rights_by_streams, "a datagram passes no descriptors",
  KILLS ("unix_sockets.fd_passing", "unix_sockets.fd_needs_byte",
         "overview.bugs_fd_over_dgram"))
FAULT (rights_reopen, "a descriptor that is passed has another offset",
  KILLS ("unix_sockets.fd_passing"),
  KILLS_FALLBACK ("unix_sockets.fd_passing"))
FAULT (rights_need_data, "an empty datagram loses its descriptors",
  KILLS ("unix_sockets.fd_needs_byte"))
FAULT (rights_cut_unsaid, "recvmsg() does not say that descriptors are lost",
  KILLS ("unix_sockets.fd_recv_limits"))
FAULT (rights_leak, "a descriptor for which there is no room stays open",
  KILLS ("unix_sockets.fd_recv_limits"))
FAULT (rights_full_emsgsize, "a descriptor for a full stream is too big",
  KILLS ("unix_sockets.fd_send_full"),
  KILLS_FALLBACK ("unix_sockets.fd_send_full"))
FAULT (rights_first_only, "only the first control message is sent",
  KILLS ("unix_sockets.cmsg_layout"))
FAULT (rights_no_padding, "a control message passes one descriptor",
  KILLS ("unix_sockets.cmsg_padding_fd", "unix_sockets.fd_passing"))
FAULT (creds_no_pid, "credentials in a message have no pid",
  KILLS ("unix_sockets.cred_message"),
  KILLS_FALLBACK ("unix_sockets.cred_message"))
FAULT (overview_rights_other, "a datagram passes another descriptor",
  KILLS ("overview.bugs_fd_over_dgram"))

static int
is_rights (const struct cmsghdr *c)
{
  return c != NULL && c->cmsg_level == SOL_SOCKET
         && c->cmsg_type == SCM_RIGHTS;
}

static void
spoil_control (int fd, struct msghdr *m)
{
  struct cmsghdr *c = CMSG_FIRSTHDR (m);

  if (!is_rights (c))
    return;
  if (ipc_fault (rights_by_streams)
      && ipc_fault_socket_type (fd) == SOCK_DGRAM)
    m->msg_controllen = 0;
  if (ipc_fault (overview_rights_other)
      && ipc_fault_socket_type (fd) == SOCK_DGRAM)
    memset (CMSG_DATA (c), 0, sizeof (int));
  if (ipc_fault (rights_first_only) && m->msg_controllen > 0
      && m->msg_controllen > c->cmsg_len)
    m->msg_controllen = c->cmsg_len;
  if (ipc_fault (rights_no_padding))
    c->cmsg_len = CMSG_LEN (sizeof (int));
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  struct msghdr m = *message;
  ssize_t n;

  if (ipc_fault_armed)
    spoil_control (fd, &m);
  ipc_fault_send_rights (&m);
  if (ipc_fault (sendmsg_no_source))
    {
      m.msg_control = NULL;
      m.msg_controllen = 0;
    }
  n = IPC_REAL (sendmsg) (fd, &m, flags);
  if (n == -1)
    n = ipc_fault_send_forged (fd, &m, flags);
  if (n == -1 && errno == EAGAIN && ipc_fault (rights_full_emsgsize))
    errno = EMSGSIZE;
  return n;
}

/* Put another open file of the same in the place of FD.  */
static void
reopen (int fd)
{
  char path[40];
  int other;

  snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  other = IPC_REAL (open) (path, O_RDWR);
  if (other == -1)
    return;
  IPC_REAL (dup2) (other, fd);
  IPC_REAL (close) (other);
}

static void
close_all (const struct cmsghdr *c)
{
  size_t i, n = (c->cmsg_len - CMSG_LEN (0)) / sizeof (int);
  int fd;

  for (i = 0; i < n; i++)
    {
      memcpy (&fd, CMSG_DATA (c) + i * sizeof fd, sizeof fd);
      IPC_REAL (close) (fd);
    }
}

void
ipc_fault_received_rights (struct msghdr *m, ssize_t n)
{
  struct cmsghdr *c = CMSG_FIRSTHDR (m);
  struct ucred *own;
  int fd;

  if ((m->msg_flags & MSG_CTRUNC) != 0 && ipc_fault (rights_leak))
    IPC_REAL (dup) (STDOUT_FILENO);
  if (ipc_fault (rights_cut_unsaid))
    m->msg_flags &= ~MSG_CTRUNC;
  if (is_rights (c) && n == 0 && ipc_fault (rights_need_data))
    {
      close_all (c);
      m->msg_controllen = 0;
    }
  else if (is_rights (c) && ipc_fault (rights_reopen))
    {
      memcpy (&fd, CMSG_DATA (c), sizeof fd);
      reopen (fd);
    }
  if (c != NULL && c->cmsg_type == SCM_CREDENTIALS
      && ipc_fault (creds_no_pid))
    {
      own = (struct ucred *) (void *) CMSG_DATA (c);
      own->pid = 0;
    }
  ipc_fault_take_rights (m, n);
}
