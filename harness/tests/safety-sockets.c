/* safety-sockets.c - works of pairs of sockets, and of what passes there.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static int
close_both (const int fd[2])
{
  int first = close (fd[0]);

  return close (fd[1]) == 0 && first == 0;
}

static int
takes (int fd, int n)
{
  int got = -1;

  return ipc_fb_recv (fd, &got, sizeof got, 0) == sizeof got && got == n;
}

static int
pairs (int n)
{
  int fd[2], got = -1, right;

  if (ipc_fb_socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1)
    return 0;
  right = ipc_fb_send (fd[0], &n, sizeof n, 0) == sizeof n && takes (fd[1], n)
          && ipc_fb_sendto (fd[1], &n, sizeof n, 0, NULL, 0) == sizeof n
          && ipc_fb_recvfrom (fd[0], &got, sizeof got, 0, NULL, NULL)
             == sizeof got && got == n;
  return close_both (fd) && right;
}

/* Also after the peer's end, which must raise nothing.  */
static int
quiet (int n)
{
  int fd[2], right;

  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1)
    return 0;
  right = ipc_fb_send_nosigpipe (fd[0], &n, sizeof n, 0) == sizeof n
          && takes (fd[1], n)
          && ipc_fb_send_masked (fd[0], &n, sizeof n, 0) == sizeof n
          && takes (fd[1], n);
  close (fd[1]);
  right = right && ipc_fb_send_nosigpipe (fd[0], &n, sizeof n, 0) == -1
          && errno == EPIPE
          && ipc_fb_send_masked (fd[0], &n, sizeof n, 0) == -1
          && errno == EPIPE;
  return close (fd[0]) == 0 && right;
}

static int
datagrams (int n)
{
  struct msghdr message;
  struct iovec part;
  int fd[2], right;

  if (ipc_fb_socketpair (AF_UNIX, SOCK_DGRAM, 0, fd) == -1)
    return 0;
  part.iov_base = &n;
  part.iov_len = sizeof n;
  memset (&message, 0, sizeof message);
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  right = ipc_send_paced (fd[0], &n, sizeof n, 0, NULL, 0, -1) == sizeof n
          && takes (fd[1], n)
          && ipc_fb_sendmsg (fd[1], &message, 0) == sizeof n
          && takes (fd[0], n);
  return close_both (fd) && right;
}

/* Where there is no loopback network there is none of these.  */
static int
internet_pairs (int n)
{
  int fd[2], right;

  if (ipc_fb_socketpair_inet (SOCK_STREAM, fd) == -1)
    return errno == EADDRNOTAVAIL || errno == ENETUNREACH ? -1 : 0;
  right = ipc_fb_send (fd[0], &n, sizeof n, 0) == sizeof n
          && takes (fd[1], n);
  return close_both (fd) && right;
}

static int
two_pipes (int n)
{
  int side[2][2], got = -1, right;

  if (ipc_fb_socketpair_pipes (side) == -1)
    return 0;
  right = write (side[0][1], &n, sizeof n) == sizeof n
          && read (side[1][0], &got, sizeof got) == sizeof got && got == n;
  return close_both (side[0]) && close_both (side[1]) && right;
}

static int
passed (int n)
{
  int pair[2], fd[2], got, back = -1, right;

  if (socketpair (AF_UNIX, SOCK_STREAM, 0, pair) == -1 || pipe (fd) == -1)
    return 0;
  right = ipc_send_fd (pair[0], fd[1]) == 0
          && (got = ipc_receive_fd (pair[1])) != -1
          && write (got, &n, sizeof n) == sizeof n && close (got) == 0
          && read (fd[0], &back, sizeof back) == sizeof back && back == n;
  return close_both (pair) && close_both (fd) && right;
}

static int
identified (int n)
{
  struct ipc_peer_ids who;
  int fd[2], right;

  (void) n;
  who.uid = (uid_t) -2;
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1)
    return 0;
  if (ipc_want_ids (fd[1]) == -1 && errno == ENOSYS)
    return close_both (fd) ? -1 : 0;
  right = ipc_send_ids (fd[0]) == 0 && ipc_receive_ids (fd[1], &who) == 0
          && (who.uid == geteuid () || who.uid == getuid ());
  return close_both (fd) && right;
}

static int
known_peers (int n)
{
  struct ipc_peer_ids who;
  int fd[2], right;

  (void) n;
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1)
    return 0;
  right = ipc_peer_ids (fd[0], &who) == 0 ? who.uid == geteuid ()
          : errno == EOPNOTSUPP || errno == ENOSYS ? -1 : 0;
  return close_both (fd) ? right : 0;
}

static int
kept_alive (int n)
{
  int fd = socket (AF_INET, SOCK_STREAM, 0), bits;

  (void) n;
  if (fd == -1)
    return -1;
  bits = ipc_keepalive (fd, 600, 60, 5);
  return close (fd) == 0 && bits != -1 && (bits & IPC_KEEPALIVE_ON) != 0;
}

const struct work socket_works[] =
{
  { "ipc_fb_socketpair ipc_fb_send ipc_fb_recv ipc_fb_sendto ipc_fb_recvfrom",
    500, BOTH, pairs, NULL, NULL, NULL },
  { "ipc_fb_send_nosigpipe ipc_fb_send_masked", 1000, BOTH, quiet, NULL, NULL,
    NULL },
  { "ipc_send_paced ipc_fb_sendmsg", 500, BOTH, datagrams, NULL, NULL, NULL },
  { "ipc_fb_socketpair_inet", 100, BOTH, internet_pairs, NULL, NULL, NULL },
  { "ipc_fb_socketpair_pipes", 1000, BOTH, two_pipes, NULL, NULL, NULL },
  { "ipc_send_fd ipc_receive_fd", 1000, BOTH, passed, NULL, NULL, NULL },
  { "ipc_want_ids ipc_send_ids ipc_receive_ids", 1000, BOTH, identified,
    NULL, NULL, NULL },
  { "ipc_peer_ids", 1000, IN_THREADS, known_peers, NULL, NULL, NULL },
  { "ipc_keepalive", 1000, BOTH, kept_alive, NULL, NULL, NULL },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
