/* control.c - how control messages lie in their buffer.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "frame/suite.h"
#include "passing.h"
#include "unix_sockets.h"

/* A message of one byte, and room for control messages, aligned.  */
struct message
{
  struct msghdr header;
  struct iovec data;
  char byte;
  size_t control[32];
};

static void
prepare (struct message *m, size_t room)
{
  IPC_SETUP (room <= sizeof m->control);
  memset (m, 0, sizeof *m);
  m->byte = 'm';
  m->data.iov_base = &m->byte;
  m->data.iov_len = 1;
  m->header.msg_iov = &m->data;
  m->header.msg_iovlen = 1;
  m->header.msg_control = m->control;
  m->header.msg_controllen = room;
}

/* Make C pass FD, and be LENGTH bytes long.  */
static void
set_right (struct cmsghdr *c, int fd, size_t length)
{
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = length;
  memcpy (CMSG_DATA (c), &fd, sizeof fd);
}

/* A new file of that NAME.  */
static int
new_file (const char *name)
{
  int fd = open (name, O_RDWR | O_CREAT | O_EXCL, 0600);

  IPC_SETUP (fd != -1);
  return fd;
}

/* Two messages in one buffer: whether they are where the macros say, and how
   many of their descriptors arrive, each as it is.  */
static int
two_arrive (int *walked)
{
  struct message m;
  struct cmsghdr *first, *second;
  struct ipc_rights r;
  int fd[2], sent[2], i, n = 0;

  sent[0] = new_file ("one");
  sent[1] = new_file ("two");
  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  prepare (&m, 2 * ipc_rights_space (1));
  first = CMSG_FIRSTHDR (&m.header);
  set_right (first, sent[0], ipc_rights_length (1));
  second = CMSG_NXTHDR (&m.header, first);
  *walked = second != NULL
            && (char *) second - (char *) first
               == (ptrdiff_t) ipc_rights_space (1);
  if (!*walked)
    return 0;
  set_right (second, sent[1], ipc_rights_length (1));
  *walked = CMSG_NXTHDR (&m.header, second) == NULL;
  IPC_SETUP (sendmsg (fd[0], &m.header, 0) == 1);
  IPC_SETUP (ipc_take_rights (fd[1], 10, 2 * ipc_rights_space (1), &r) == 1);
  for (i = 0; i < r.n; i++)
    n += i < 2 && local_same_file (r.fd[i], sent[i]);
  ipc_close_rights (&r);
  return n;
}

IPC_TEST (cmsg_layout)
{
  int walked, arrived, unit = (int) (CMSG_SPACE (1) - CMSG_SPACE (0));

  arrived = two_arrive (&walked);
  ipc_detail ("cmsg_len has %d bytes, msg_controllen %d; the header %d",
              (int) sizeof ((struct cmsghdr *) NULL)->cmsg_len,
              (int) sizeof ((struct msghdr *) NULL)->msg_controllen,
              (int) sizeof (struct cmsghdr));
  if (!walked)
    ipc_observe ("the macros do not agree");
  else if (arrived != 2)
    ipc_observef ("%d of two messages arrive", arrived);
  else
    ipc_observef ("data at %d, in units of %d", (int) CMSG_LEN (0), unit);
}

/* Pass the descriptor FILE in a message of LENGTH bytes: how many arrive, -1 if
   the others are not descriptor 0.  */
static int
arrive (int file, size_t length)
{
  struct message m;
  struct ipc_rights r;
  int fd[2], n, i;

  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  prepare (&m, ipc_rights_space (1));
  set_right (CMSG_FIRSTHDR (&m.header), file, length);
  if (sendmsg (fd[0], &m.header, 0) != 1)
    {
      IPC_SETUP (errno != ENOSYS);
      ipc_detail ("with padding: %s", ipc_errno_name (errno));
      return 0;
    }
  IPC_SETUP (ipc_take_rights (fd[1], 10, ipc_rights_space (4), &r) == 1);
  n = r.n;
  for (i = 0; i < r.n; i++)
    if (!local_same_file (r.fd[i], i == 0 ? file : 0))
      n = -1;
  ipc_close_rights (&r);
  return n;
}

/* The padding is zeros: descriptor 0, which has to be open.  */
IPC_TEST (cmsg_padding_fd)
{
  int padded, exact, file;

  if (fcntl (0, F_GETFD) == -1)
    IPC_SETUP (open ("/dev/null", O_RDONLY) == 0);
  file = new_file ("file");
  exact = arrive (file, ipc_rights_length (1));
  padded = arrive (file, ipc_rights_space (1));
  if (exact != 1)
    ipc_observe ("undefended");
  else if (padded == -1)
    ipc_observe ("passes another descriptor");
  else
    ipc_observe (padded > 1 ? "shown" : "not shown");
}
