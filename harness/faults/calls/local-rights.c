/* local-rights.c - faults of which descriptors and credentials arrive.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "local-rights.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "faults.h"

FAULT (un_rights_in_flight, "a descriptor that its sender has closed is lost",
  KILLS ("unix_sockets.fd_passing"))
FAULT (un_rights_files, "only files are passed, no pipes and sockets",
  KILLS ("unix_sockets.fd_passing"))
FAULT (un_rights_child, "another process gets other open files",
  KILLS ("unix_sockets.fd_passing"))
FAULT (un_rights_swapped, "two descriptors arrive in the other order",
  KILLS ("unix_sockets.fd_passing"))
FAULT (un_rights_same, "a second control message passes the first's again",
  KILLS ("unix_sockets.cmsg_layout"))
FAULT (un_rights_last, "where there is no room the last ones arrive",
  KILLS ("unix_sockets.fd_recv_limits"))
FAULT (un_padding_other, "what comes with the padding is not descriptor 0",
  KILLS ("unix_sockets.cmsg_padding_fd"))
FAULT (un_alone_other, "a descriptor without data is another one",
  KILLS ("unix_sockets.fd_needs_byte"))
FAULT (un_waited_other, "a descriptor that had to wait is another one",
  KILLS ("unix_sockets.fd_send_full"))
FAULT (un_creds_once, "only the first message carries credentials",
  KILLS ("unix_sockets.cred_message"))
FAULT (un_creds_forged, "credentials in a message may be another's",
  KILLS ("unix_sockets.cred_message"))

/* The descriptors that were sent last, and who sent them.  */
static int sent[16], n_sent;
static pid_t sender;

void
ipc_fault_rights_closed (int fd)
{
  int i;

  for (i = 0; i < n_sent; i++)
    if (sent[i] == fd)
      sent[i] = -1;
}

static int
is_rights (const struct cmsghdr *c)
{
  return c != NULL && c->cmsg_level == SOL_SOCKET
         && c->cmsg_type == SCM_RIGHTS;
}

static int
count (const struct cmsghdr *c)
{
  return (int) ((c->cmsg_len - CMSG_LEN (0)) / sizeof (int));
}

static int
get (const struct cmsghdr *c, int i)
{
  int fd;

  memcpy (&fd, CMSG_DATA (c) + (size_t) i * sizeof fd, sizeof fd);
  return fd;
}

static void
set (struct cmsghdr *c, int i, int fd)
{
  memcpy (CMSG_DATA (c) + (size_t) i * sizeof fd, &fd, sizeof fd);
}

void
ipc_fault_send_rights (struct msghdr *m)
{
  struct cmsghdr *c = ipc_fault_armed ? CMSG_FIRSTHDR (m) : NULL;
  struct cmsghdr *second;
  int i;

  if (!is_rights (c))
    return;
  second = CMSG_NXTHDR (m, c);
  if (is_rights (second) && ipc_fault (un_rights_same))
    set (second, 0, get (c, 0));
  for (i = n_sent = 0; i < count (c) && i < 16; i++)
    sent[n_sent++] = get (c, i);
  sender = getpid ();
}

/* Who forges says so by the byte: sent with what is true, and believed.  */
ssize_t
ipc_fault_send_forged (int fd, struct msghdr *m, int flags)
{
  struct cmsghdr *c = CMSG_FIRSTHDR (m);
  struct ucred own;
  int error = errno;

  if (c == NULL || c->cmsg_type != SCM_CREDENTIALS || errno != EPERM
      || !ipc_fault (un_creds_forged))
    return -1;
  own.pid = getpid ();
  own.uid = geteuid ();
  own.gid = getegid ();
  memcpy (CMSG_DATA (c), &own, sizeof own);
  *(char *) m->msg_iov->iov_base = '!';
  errno = error;
  return IPC_REAL (sendmsg) (fd, m, flags);
}

/* Put FD, or what it stands for, in the place of OTHER.  */
static void
replace (int other, int fd)
{
  IPC_REAL (dup2) (fd, other);
}

/* The first two of C change places.  */
static void
swap (struct cmsghdr *c)
{
  int first = get (c, 0);

  set (c, 0, get (c, 1));
  set (c, 1, first);
}

static void
take_whole (struct cmsghdr *c)
{
  int i, n = count (c);

  if (n > 1 && ipc_fault (un_rights_swapped))
    swap (c);
  if (n > 1 && ipc_fault (un_padding_other))
    replace (get (c, 1), get (c, 0));
  for (i = 0; i < n; i++)
    {
      if ((ipc_fault (un_rights_files) && !ipc_fault_is (get (c, i), S_IFREG))
          || (ipc_fault (un_rights_in_flight) && i < n_sent
              && sent[i] == -1))
        replace (get (c, i), STDIN_FILENO);
      if (getpid () != sender && ipc_fault (un_rights_child))
        replace (get (c, i), STDIN_FILENO);
    }
}

void
ipc_fault_take_rights (struct msghdr *m, ssize_t size)
{
  struct cmsghdr *c = CMSG_FIRSTHDR (m);
  static int creds;
  int i, n;

  if (c != NULL && c->cmsg_type == SCM_CREDENTIALS
      && ipc_fault (un_creds_once) && creds++ > 0)
    m->msg_controllen = 0;
  if (c != NULL && c->cmsg_type == SCM_CREDENTIALS
      && *(char *) m->msg_iov->iov_base == '!')
    ((struct ucred *) (void *) CMSG_DATA (c))->pid = getpid ();
  if (!is_rights (c))
    return;
  take_whole (c);
  n = count (c);
  if (n == 1
      && ((size == 0 && ipc_fault (un_alone_other))
          || (*(char *) m->msg_iov->iov_base == 'F'
              && ipc_fault (un_waited_other))))
    replace (get (c, 0), STDIN_FILENO);
  if ((m->msg_flags & MSG_CTRUNC) == 0 || !ipc_fault (un_rights_last))
    return;
  for (i = 0; i < n && n < n_sent; i++)
    replace (get (c, i), sent[n_sent - n + i]);
}
