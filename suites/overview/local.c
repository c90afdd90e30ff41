/* local.c - datagrams between processes of this host.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "overview.h"

/* One byte over FD, with the descriptor RIGHT; 0, or -1 with errno.  */
static int
pass (int fd, int right)
{
  union { struct cmsghdr align; char room[CMSG_SPACE (sizeof (int))]; } c;
  char byte = 'r';
  struct iovec iov;
  struct msghdr m;

  memset (&m, 0, sizeof m);
  memset (&c, 0, sizeof c);
  iov.iov_base = &byte;
  iov.iov_len = 1;
  m.msg_iov = &iov;
  m.msg_iovlen = 1;
  m.msg_control = c.room;
  m.msg_controllen = sizeof c.room;
  CMSG_FIRSTHDR (&m)->cmsg_level = SOL_SOCKET;
  CMSG_FIRSTHDR (&m)->cmsg_type = SCM_RIGHTS;
  CMSG_FIRSTHDR (&m)->cmsg_len = CMSG_LEN (sizeof (int));
  memcpy (CMSG_DATA (CMSG_FIRSTHDR (&m)), &right, sizeof right);
  return sendmsg (fd, &m, 0) == 1 ? 0 : -1;
}

/* The descriptor that comes over FD, or -1.  */
static int
take (int fd)
{
  union { struct cmsghdr align; char room[CMSG_SPACE (sizeof (int))]; } c;
  char byte;
  struct iovec iov;
  struct msghdr m;
  struct cmsghdr *h;
  int right;

  memset (&m, 0, sizeof m);
  iov.iov_base = &byte;
  iov.iov_len = 1;
  m.msg_iov = &iov;
  m.msg_iovlen = 1;
  m.msg_control = c.room;
  m.msg_controllen = sizeof c.room;
  if (recvmsg (fd, &m, MSG_DONTWAIT) != 1)
    return -1;
  h = CMSG_FIRSTHDR (&m);
  if (h == NULL || h->cmsg_type != SCM_RIGHTS)
    return -1;
  memcpy (&right, CMSG_DATA (h), sizeof right);
  return right;
}

/* In the process that has only the socket: write into what comes.  */
static int
use_it (struct ipc_link *link, void *arg)
{
  int fd = *(int *) arg, right;

  ipc_expect (link, 'g');
  right = take (fd);
  return right == -1 ? 1 : write (right, "through", 7) != 7;
}

static const char other[] = "another one comes";

/* Whether a pair of TYPE passes a descriptor: "yes", or why not.  */
static const char *
passes (int type)
{
  int pair[2], fd[2];
  struct ipc_child child;
  const char *word = NULL;

  if (socketpair (AF_UNIX, type, 0, pair) == -1)
    return ipc_errno_name (errno);
  child = ipc_start (use_it, &pair[1]);
  ipc_pipe (fd);
  if (pass (pair[0], fd[1]) == -1)
    word = ipc_errno_name (errno);
  ipc_tell (&child.link, 'g');
  if (ipc_join_exit (&child) != 0 && word == NULL)
    word = "nothing comes";
  close (fd[1]);
  if (word == NULL)
    word = strcmp (ipc_got (fd[0], 10), "through") == 0 ? "yes"
           : other;
  close (fd[0]);
  close (pair[0]);
  close (pair[1]);
  return word;
}

IPC_TEST (bugs_fd_over_dgram)
{
  const char *stream = passes (SOCK_STREAM), *dgram = passes (SOCK_DGRAM);

  ipc_detail ("streams: %s; datagrams: %s", stream, dgram);
  if (strcmp (stream, other) == 0 || strcmp (dgram, other) == 0)
    ipc_observe (other);
  else
    ipc_observe (strcmp (dgram, "yes") == 0 ? "passed by a datagram"
                 : strcmp (stream, "yes") == 0 ? "by streams only" : "absent");
}

/* Numbered datagrams until there is no room for one more; how many.  A receiver
   that takes MOST loses them.  */
static int
fill (int fd)
{
  enum { MOST = 100000 };
  int n = 0;

  while (n < MOST && send (fd, &n, sizeof n, MSG_DONTWAIT) == sizeof n)
    n++;
  if (n == MOST)
    ipc_compare ("many datagrams", "all taken", "no room for one more");
  else
    IPC_SETUP (n > 0 && (errno == EAGAIN || errno == EWOULDBLOCK
                         || errno == ENOBUFS));
  return n;
}

struct sender
{
  int fd, n;
};

/* One more: it waits, or is told.  */
static int
send_more (struct ipc_link *link, void *arg)
{
  const struct sender *s = arg;

  ipc_tell (link, send (s->fd, &s->n, sizeof s->n, 0) == sizeof s->n ? 's'
            : errno == ENOBUFS ? 'f' : 'x');
  ipc_hear_end (link);
  return 0;
}

/* What is there, in its order; how many.  */
static int
drain (int fd)
{
  int n = 0, got;

  while (recv (fd, &got, sizeof got, MSG_DONTWAIT) == sizeof got)
    ipc_compare_value ("the next datagram", got, n++);
  return n;
}

IPC_TEST (similar_unix7)
{
  struct sender s;
  struct ipc_child child;
  int pair[2], n, waits;

  IPC_SETUP (socketpair (AF_UNIX, SOCK_DGRAM, 0, pair) == 0);
  s.fd = pair[0];
  s.n = fill (pair[0]);
  if (ipc_wrong () != NULL)
    {
      ipc_observe (ipc_wrong ());
      return;
    }
  child = ipc_start (send_more, &s);
  waits = ipc_await_block_or_tell (&child, "send") == IPC_BLOCKS;
  ipc_detail ("%d datagrams, then a sender %s", s.n,
              waits ? "waits" : "is told");
  if (!waits)
    ipc_compare ("one too many", ipc_hear (&child.link) == 'f' ? "told"
                 : "taken, or another error", "told");
  n = drain (pair[1]);
  if (waits && ipc_await_released (&child, "send") == IPC_BLOCKS)
    ipc_compare ("room for one more", "waits on", "sent");
  else if (waits)
    {
      ipc_compare_value ("one more", ipc_hear (&child.link), 's');
      if (n == s.n)
        {
          int got = -1;

          if (recv (pair[1], &got, sizeof got, MSG_DONTWAIT) == sizeof got)
            n++;
          ipc_compare_value ("the last datagram", got, s.n);
        }
    }
  ipc_compare_value ("datagrams", n, waits ? s.n + 1 : s.n);
  ipc_end (&child);
  close (pair[0]);
  close (pair[1]);
  ipc_observe_right ("all, in order");
}
