/* differ.c - faults of how mechanisms differ: each has the way of another.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "differ.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

FAULT (overview_fifo_packets, "a FIFO keeps the bounds of what was written",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_dgram_pair_stream, "a pair of datagrams is a stream",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_local_packets, "a local stream keeps messages apart",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_local_joins, "recv() joins local datagrams that have a name",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_tcp_apart, "recv() of TCP ends with what was sent at once",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_udp_joins, "recv() joins datagrams of UDP",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_queue_joins, "msgrcv() joins messages of a type",
  KILLS ("overview.mechanisms_differ"))

FAULT (overview_pipe_for_all, "a pipe is known to all by its number",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_stream_pair_for_all, "a stream pair is known by its number",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_dgram_pair_for_all, "a datagram pair is known by its number",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_fifo_own, "a FIFO is for the process that made it",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_local_own, "a local stream's name is for its process",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_local_dgram_own, "a name of datagrams is for its process",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_tcp_own, "a port of TCP is for its process",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_udp_own, "a port of UDP is for its process",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_queue_own, "a queue takes messages from its maker alone",
  KILLS ("overview.mechanisms_differ"))

FAULT (overview_pipe_back_lost, "a pipe takes what is sent back, and loses it",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_dgram_pair_one_way, "a pair of datagrams has one way",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_local_one_way, "a local stream has one way",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_local_dgram_one_way, "named local datagrams have one way",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_tcp_one_way, "TCP has one way",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_udp_one_way, "UDP has one way",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_tcp_refused, "connect() finds nobody at a port of TCP",
  KILLS ("overview.mechanisms_differ"))
FAULT (overview_queue_one_way, "a queue has messages of type 1 alone",
  KILLS ("overview.mechanisms_differ"))

/* By what descriptors come to who does not have them, and who has them
   all.  */
static int giver = -1, taker = -1;
static pid_t maker;

static int
is_stranger (void)
{
  return getpid () != maker;
}

void
ipc_fault_know_numbers (void)
{
  int pair[2];

  if (maker == 0)
    maker = getpid ();
  if (giver != -1 || !(ipc_fault_anywhere (overview_pipe_for_all)
                       || ipc_fault_anywhere (overview_stream_pair_for_all)
                       || ipc_fault_anywhere (overview_dgram_pair_for_all)))
    return;
  if (IPC_REAL (socketpair) (AF_UNIX, SOCK_DGRAM, 0, pair) == -1)
    return;
  giver = IPC_REAL (fcntl) (pair[0], F_DUPFD, 200);
  taker = IPC_REAL (fcntl) (pair[1], F_DUPFD, 200);
  IPC_REAL (close) (pair[0]);
  IPC_REAL (close) (pair[1]);
}

union control
{
  struct cmsghdr align;
  char room[CMSG_SPACE (sizeof (int))];
};

static struct msghdr
message (struct iovec *iov, union control *c)
{
  static char byte = 'n';
  struct msghdr m = { .msg_iov = iov, .msg_iovlen = 1,
    .msg_control = c->room, .msg_controllen = sizeof c->room };

  iov->iov_base = &byte;
  iov->iov_len = 1;
  return m;
}

static void
tell_all (int fd)
{
  union control c = { .room = "" };
  struct iovec iov;
  struct msghdr m = message (&iov, &c);

  c.align.cmsg_level = SOL_SOCKET;
  c.align.cmsg_type = SCM_RIGHTS;
  c.align.cmsg_len = CMSG_LEN (sizeof fd);
  memcpy (CMSG_DATA (&c.align), &fd, sizeof fd);
  IPC_REAL (sendmsg) (giver, &m, MSG_DONTWAIT);
}

/* What has been told, or -1.  */
static int
told (void)
{
  union control c;
  struct iovec iov;
  struct msghdr m = message (&iov, &c);
  int fd;

  if (taker == -1 || IPC_REAL (recvmsg) (taker, &m, MSG_DONTWAIT) != 1)
    return -1;
  memcpy (&fd, CMSG_DATA (&c.align), sizeof fd);
  return fd;
}

void
ipc_fault_made_pipe (int out)
{
  if (ipc_fault (overview_pipe_for_all))
    tell_all (out);
}

void
ipc_fault_made_pair (int out, int type)
{
  if (type == SOCK_STREAM ? ipc_fault (overview_stream_pair_for_all)
      : ipc_fault (overview_dgram_pair_for_all))
    tell_all (out);
  if (type == SOCK_DGRAM && ipc_fault (overview_dgram_pair_one_way))
    IPC_REAL (shutdown) (out, SHUT_RD);
}

ssize_t
ipc_fault_unwritten (int fd, const void *data, size_t size)
{
  int other;

  if (errno != EBADF)
    return -1;
  if (IPC_REAL (fcntl) (fd, F_GETFD) != -1)
    return ipc_fault (overview_pipe_back_lost) && ipc_fault_is (fd, S_IFIFO)
           ? (ssize_t) size : ipc_fault_fail (EBADF);
  other = told ();
  return other == -1 ? ipc_fault_fail (EBADF)
         : IPC_REAL (write) (other, data, size);
}

void
ipc_fault_opened_fifo (int fd, int flags)
{
  if ((flags & O_ACCMODE) == O_WRONLY && ipc_fault (overview_fifo_packets))
    IPC_REAL (fcntl) (fd, F_SETFL,
                      IPC_REAL (fcntl) (fd, F_GETFL) | O_DIRECT);
}

int
ipc_fault_stranger_opens (int flags)
{
  return (flags & O_ACCMODE) == O_WRONLY && is_stranger ()
         && ipc_fault (overview_fifo_own);
}

int
ipc_fault_socket_kind (int domain, int type)
{
  return domain == AF_UNIX && type == SOCK_STREAM
         && ipc_fault (overview_local_packets) ? SOCK_SEQPACKET : type;
}

/* Which of four choices is that of the socket FD.  */
static int
choice (int fd, int local, int local_dgram, int tcp, int udp)
{
  int is_local = ipc_fault_is_local (fd), type = ipc_fault_socket_type (fd);

  return type == SOCK_DGRAM ? (is_local ? local_dgram : udp)
         : type == SOCK_STREAM ? (is_local ? local : tcp) : 0;
}

int
ipc_fault_stranger_connects (int fd)
{
  if (ipc_fault (overview_tcp_refused) && choice (fd, 0, 0, 1, 0))
    return 1;
  return is_stranger ()
         && choice (fd, ipc_fault (overview_local_own),
                    ipc_fault (overview_local_dgram_own),
                    ipc_fault (overview_tcp_own),
                    ipc_fault (overview_udp_own));
}

void
ipc_fault_one_way (int fd)
{
  if (choice (fd, ipc_fault (overview_local_one_way), 0,
              ipc_fault (overview_tcp_one_way), 0))
    IPC_REAL (shutdown) (fd, SHUT_WR);
}

int
ipc_fault_no_answer (int fd)
{
  return choice (fd, 0, ipc_fault (overview_local_dgram_one_way), 0,
                 ipc_fault (overview_udp_one_way));
}

/* Those of a pair have none.  */
static int
has_name (int fd)
{
  struct sockaddr_un un;
  socklen_t size = sizeof un;

  return getsockname (fd, (struct sockaddr *) &un, &size) == 0
         && size > sizeof un.sun_family;
}

size_t
ipc_fault_at_once (int fd, size_t size)
{
  static int times;

  return size == 4 && ipc_fault (overview_tcp_apart)
         && choice (fd, 0, 0, 1, 0) && times++ < 2 ? 2 : size;
}

ssize_t
ipc_fault_with_next (int fd, char *data, size_t size, ssize_t n)
{
  ssize_t more;

  if (n < 1 || (size_t) n == size
      || !choice (fd, 0, ipc_fault (overview_local_joins), 0,
                  ipc_fault (overview_udp_joins))
      || !has_name (fd))
    return n;
  more = IPC_REAL (recv) (fd, data + n, size - (size_t) n, MSG_DONTWAIT);
  return more > 0 ? n + more : n;
}

ssize_t
ipc_fault_queue_next (int id, void *m, size_t size, long type, ssize_t n)
{
  struct { long type; char text[64]; } *first = m, next;
  ssize_t more;

  if (n < 1 || !ipc_fault (overview_queue_joins))
    return n;
  more = IPC_REAL (msgrcv) (id, &next, sizeof next.text, type, IPC_NOWAIT);
  if (more < 1 || (size_t) (n + more) > size)
    return n;
  memcpy (first->text + n, next.text, (size_t) more);
  return n + more;
}

int
ipc_fault_not_queued (long type)
{
  return (is_stranger () && ipc_fault (overview_queue_own))
         || (type != 1 && ipc_fault (overview_queue_one_way));
}
