/* passing.c - messages that pass descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "passing.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "frame/suite.h"

enum { MOST = 16 };

/* One message, and room for control messages, aligned for them.  */
struct message
{
  struct msghdr header;
  struct iovec data;
  size_t control[64];
};

static void
prepare (struct message *m, void *data, size_t size, size_t room)
{
  IPC_SETUP (room <= sizeof m->control);
  memset (m, 0, sizeof *m);
  m->data.iov_base = data;
  m->data.iov_len = size;
  m->header.msg_iov = &m->data;
  m->header.msg_iovlen = 1;
  m->header.msg_control = room == 0 ? NULL : m->control;
  m->header.msg_controllen = room;
}

size_t
ipc_rights_length (int n)
{
  return CMSG_LEN ((size_t) n * sizeof (int));
}

size_t
ipc_rights_space (int n)
{
  return CMSG_SPACE ((size_t) n * sizeof (int));
}

ssize_t
ipc_send_rights (int fd, const void *data, size_t size, const int *rights,
                 int n, int flags)
{
  struct message m;
  struct cmsghdr *c;
  char copy[100];

  IPC_SETUP (size <= sizeof copy);
  memcpy (copy, data, size);
  prepare (&m, copy, size, ipc_rights_space (n));
  c = CMSG_FIRSTHDR (&m.header);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = ipc_rights_length (n);
  memcpy (CMSG_DATA (c), rights, (size_t) n * sizeof (int));
  return sendmsg (fd, &m.header, flags);
}

/* Add the descriptors of C, which is one of M's.  */
static void
add (struct ipc_rights *r, const struct cmsghdr *c)
{
  size_t size = c->cmsg_len - (size_t) ((const char *) CMSG_DATA (c)
                                        - (const char *) c);
  size_t i, n = size / sizeof (int);

  for (i = 0; i < n && r->n < MOST; i++)
    memcpy (&r->fd[r->n++], CMSG_DATA (c) + i * sizeof (int), sizeof (int));
}

ssize_t
ipc_take_rights (int fd, size_t size, size_t room, struct ipc_rights *r)
{
  struct message m;
  struct cmsghdr *c;
  ssize_t n;

  IPC_SETUP (size <= sizeof r->text);
  memset (r, 0, sizeof *r);
  prepare (&m, r->text, size, room);
  n = recvmsg (fd, &m.header, 0);
  if (n == -1)
    return -1;
  r->flags = m.header.msg_flags;
  for (c = CMSG_FIRSTHDR (&m.header); c != NULL;
       c = CMSG_NXTHDR (&m.header, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
      add (r, c);
  return n;
}

void
ipc_close_rights (struct ipc_rights *r)
{
  while (r->n > 0)
    close (r->fd[--r->n]);
}

int
(pass_fd) (int socket, int fd)
{
  return ipc_send_rights (socket, "F", 1, &fd, 1, 0) == 1 ? 0 : -1;
}

int
(take_fd) (int socket)
{
  struct ipc_rights r;

  if (ipc_take_rights (socket, 1, ipc_rights_space (1), &r) == -1)
    return -1;
  if (r.n == 1 && r.text[0] == 'F')
    return r.fd[0];
  ipc_close_rights (&r);
  errno = ENOMSG;
  return -1;
}
