/* recv.c - faults of what sockets carry to who reads; recv(), recvmsg().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

#include "actions.h"
#include "descriptors.h"
#include "differ.h"
#include "faults.h"
#include "network.h"
#include "read.h"
#include "rights.h"
#include "udp.h"

CALL (recv)
CALL (recvmsg)
FAULT (harmless_ends_recv, "a signal that does nothing ends recv()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (pair_repeats, "a socket's data can be read a second time",
  KILLS ("socketpairs.stream", "socketpairs.fionread",
         "tcp.rtime_short_read"),
  KILLS_FALLBACK ("socketpairs.fionread", "socketpairs.stream"))
FAULT (end_is_reset, "read() at the end of a socket gives ECONNRESET",
  KILLS ("socketpairs.eof_on_close", "socketpairs.shutdown_wr",
         "socketpairs.shutdown_all_copies", "socketpairs.pipe_from_pair",
         "socketpairs.shutdown_rd", "sockets.read_write_usable"),
  KILLS_FALLBACK ("socketpairs.eof_on_close", "socketpairs.pipe_from_pair",
                  "socketpairs.shutdown_all_copies", "socketpairs.shutdown_rd",
                  "socketpairs.shutdown_wr"))
FAULT (end_once, "the end of a socket's data is read only once",
  KILLS ("socketpairs.eof_on_close"),
  KILLS_FALLBACK ("socketpairs.eof_on_close"))
FAULT (reset_is_end, "read() of a reset socket gives the end of file",
  KILLS ("socketpairs.unread_close", "tcp.rst_read", "tcp.linger_zero",
         "tcp.close_unread", "tcp.rtime_host_down"),
  KILLS_FALLBACK ("socketpairs.unread_close"))
FAULT (dgram_ends, "a datagram socket without data reads as ended",
  KILLS ("socketpairs.dgram_no_eof", "socketpairs.dgram_zero"))
FAULT (dgram_resets, "a datagram socket without data fails with ECONNRESET",
  KILLS ("socketpairs.dgram", "socketpairs.dgram_zero"),
  KILLS_FALLBACK ("socketpairs.dgram", "socketpairs.dgram_zero"))
FAULT (dgram_rest, "the rest of a datagram stays to be read",
  KILLS ("socketpairs.dgram_truncate", "sockets.dgram_available"),
  KILLS_FALLBACK ("socketpairs.dgram_truncate"))
FAULT (dgram_cut_unsaid, "recvmsg() does not tell of a cut datagram",
  KILLS ("socketpairs.dgram_truncate", "udp.truncated"),
  KILLS_FALLBACK ("socketpairs.dgram_truncate"))
FAULT (recv_restarts, "recv() restarts without SA_RESTART",
  KILLS ("restart.recv_clear"))
FAULT (recv_interrupted, "recv() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.recv_set"))
FAULT (recv_stop, "a stop and a continuation interrupt recv()",
  KILLS ("restart.recv_stopped"))
FAULT (recv_timeout_restarts,
  "recv() with a timeout restarts without SA_RESTART",
  KILLS ("restart.recv_rcvtimeo_clear"))
FAULT (recv_timeout_eagain,
  "recv() with a timeout fails with EAGAIN when interrupted",
  KILLS ("restart.recv_rcvtimeo_set", "restart.recv_rcvtimeo_stopped"),
  KILLS_FALLBACK ("restart.recv_rcvtimeo_set", "restart.recv_rcvtimeo_stopped"))
FAULT (recvmsg_restarts, "recvmsg() restarts without SA_RESTART",
  KILLS ("restart.recvmsg_dgram_clear"))
FAULT (recvmsg_interrupted,
  "recvmsg() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.recvmsg_dgram_set"))
FAULT (recvmsg_stop, "a stop and a continuation interrupt recvmsg()",
  KILLS ("restart.recvmsg_dgram_stopped"))
FAULT (recv_cr_is_nl, "recv() makes \\n of a \\r before a \\n",
  KILLS ("unix_sockets.eol"),
  KILLS_FALLBACK ("unix_sockets.eol"))

FAULT (tcp_half_close_short,
  "who has shut down writing reads no more than 4096 bytes",
  KILLS ("tcp.half_close"))
FAULT (tcp_reset_sticks, "read() of a reset socket gives ECONNRESET ever after",
  KILLS ("tcp.linger_zero", "tcp.close_unread"))
FAULT (recv_refused_lost, "recv() does not tell of a port where nobody is",
  KILLS ("udp.closed_port"))
FAULT (recv_trunc_ignored, "recv() of a local socket ignores MSG_TRUNC",
  KILLS ("udp.msg_trunc_input"))
FAULT (recvmsg_no_control, "recvmsg() has no message about the own address",
  KILLS ("udp.dest_address"))
FAULT (stream_cuts, "the rest of a stream that recv() does not take is lost",
  KILLS ("sockets.stream_available"))
FAULT (stream_one_send, "read() gives no more than the first send of a stream",
  KILLS ("sockets.stream_no_boundaries"))
FAULT (stream_last_byte, "recv() of a stream makes 254 of 255",
  KILLS ("sockets.eol_no_translation"))

FAULT (tcp_oob_stays, "recv() of an urgent byte leaves it there",
  KILLS ("tcp.oob"))
FAULT (tcp_urgent_once, "SIGURG comes of one urgent byte alone",
  KILLS ("tcp.oob"))
FAULT (tcp_recv_closed, "recv() of what is closed meanwhile gives another byte",
  KILLS ("tcp.close_other_thread"))

int ipc_fault_not_read = -1;

int
ipc_fault_socket_fails (void)
{
  return ipc_fault (pair_repeats) || ipc_fault (end_is_reset)
         || ipc_fault (end_once) || ipc_fault (reset_is_end)
         || ipc_fault (dgram_ends) || ipc_fault (dgram_rest)
         || ipc_fault (dgram_resets) || ipc_fault (shutdown_rd_own)
         || ipc_fault (stream_one_send) || ipc_fault (tcp_half_close_short)
         || ipc_fault (tcp_reset_sticks);
}

/* Whether the end of FD is nothing of the sort: it has been reset.  */
static int
sticks (int fd, ssize_t n)
{
  static int reset = -1;

  if (!ipc_fault (tcp_reset_sticks))
    return 0;
  if (n == -1 && errno == ECONNRESET)
    reset = fd;
  return n == 0 && fd == reset;
}

int ipc_fault_half_closed = -1;

/* Whether FD, which is half closed, has given N bytes more than it may.  */
static int
is_short (int fd, ssize_t n)
{
  static ssize_t total;

  if (n <= 0 || fd != ipc_fault_half_closed
      || !ipc_fault (tcp_half_close_short))
    return 0;
  total += n;
  return total > 4096;
}

ssize_t
ipc_fault_recv (int fd, void *data, size_t size, int flags)
{
  static int ended, cut;
  int type = ipc_fault_socket_fails () ? ipc_fault_socket_type (fd) : -1;
  ssize_t n;

  if ((type == SOCK_STREAM && ipc_fault (pair_repeats))
      || (type == SOCK_DGRAM && size < 2 && ipc_fault (dgram_rest)))
    flags |= MSG_PEEK;
  if (fd == ipc_fault_not_read)
    return 0;
  if (type == SOCK_STREAM && size > 3 && ipc_fault (stream_one_send)
      && !cut++)
    size = 3;
  n = IPC_REAL (recv) (fd, data, size, flags);
  if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK)
      && type == SOCK_DGRAM && ipc_fault (dgram_resets))
    errno = ECONNRESET;
  if (n == -1 && errno == ECONNRESET && ipc_fault (reset_is_end))
    return 0;
  if (is_short (fd, n))
    return 0;
  if (sticks (fd, n))
    return ipc_fault_fail (ECONNRESET);
  if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK)
      && type == SOCK_DGRAM && ipc_fault (dgram_ends))
    return 0;
  if (n != 0 || type != SOCK_STREAM)
    return n;
  if (ipc_fault (end_is_reset))
    return ipc_fault_fail (ECONNRESET);
  return ipc_fault (end_once) && ended++ ? ipc_fault_fail (EAGAIN) : n;
}

static int
is_local (int fd)
{
  int family = 0;
  socklen_t size = sizeof family;

  return IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_DOMAIN, &family, &size)
         == 0
         && family == AF_UNIX;
}

/* What recv() has of a stream, N bytes.  */
static void
spoil_stream (int fd, unsigned char *data, ssize_t n)
{
  char rest[64];
  ssize_t i;

  for (i = 0; i < n && ipc_fault (stream_last_byte); i++)
    if (data[i] == 255)
      data[i] = 254;
  if (n > 0 && ipc_fault (stream_cuts)
      && ipc_fault_socket_type (fd) == SOCK_STREAM)
    IPC_REAL (recv) (fd, rest, sizeof rest, MSG_DONTWAIT);
}

static struct ipc_interruption
of_recv (int fd)
{
  struct ipc_interruption in = { .restarts = 0 };
  int timeout = ipc_fault_has_timeout (fd, SO_RCVTIMEO);

  in.restarts = timeout ? ipc_fault (recv_timeout_restarts)
                : ipc_fault (recv_restarts);
  in.interrupted = !timeout && ipc_fault (recv_interrupted);
  in.stop = !timeout && ipc_fault (recv_stop);
  in.harmless = ipc_fault (harmless_ends_recv);
  in.eagain = timeout && ipc_fault (recv_timeout_eagain);
  return in;
}

static void
join_lines (char *data, size_t n)
{
  size_t i;

  for (i = 0; i + 1 < n; i++)
    if (data[i] == '\r' && data[i + 1] == '\n')
      data[i] = '\n';
}

ssize_t
recv (int fd, void *data, size_t size, int flags)
{
  struct ipc_interruption in = { .restarts = 0 };
  ssize_t n;

  if (ipc_fault (recv_trunc_ignored) && is_local (fd))
    flags &= ~MSG_TRUNC;
  if ((flags & MSG_OOB) != 0 && ipc_fault (tcp_oob_stays))
    flags |= MSG_PEEK;
  if (ipc_fault_armed)
    {
      in = of_recv (fd);
      size = ipc_fault_at_once (fd, size);
    }
  ipc_fault_before_wait (&in);
  do
    n = ipc_fault_recv (fd, data, size, flags);
  while (ipc_fault_again (&in, n == -1));
  if (n == 1 && (flags & MSG_OOB) != 0 && ipc_fault (tcp_urgent_once))
    IPC_REAL (fcntl) (fd, F_SETOWN, 0);
  if (n == 1 && IPC_REAL (fcntl) (fd, F_GETFD) == -1
      && ipc_fault (tcp_recv_closed))
    *(char *) data ^= 1;
  if (n > 0 && ipc_fault (recv_cr_is_nl))
    join_lines (data, (size_t) n);
  if (n == -1 && errno == ECONNREFUSED && ipc_fault (recv_refused_lost))
    errno = EAGAIN;
  spoil_stream (fd, data, n);
  if (!ipc_fault_armed)
    return n;
  n = ipc_fault_with_next (fd, data, size, n);
  n = ipc_fault_network_taken (fd, data, n);
  return ipc_fault_udp_recv (fd, data, flags, n);
}

ssize_t
recvmsg (int fd, struct msghdr *message, int flags)
{
  struct ipc_interruption in = { .restarts = ipc_fault (recvmsg_restarts),
    .interrupted = ipc_fault (recvmsg_interrupted),
    .stop = ipc_fault (recvmsg_stop) };
  ssize_t n;

  if (ipc_fault (dgram_rest) && message->msg_iov->iov_len < 2)
    flags |= MSG_PEEK;
  ipc_fault_before_wait (&in);
  do
    n = IPC_REAL (recvmsg) (fd, message, flags);
  while (ipc_fault_again (&in, n == -1));
  if (n != -1 && ipc_fault (recvmsg_no_control))
    message->msg_controllen = 0;
  if (ipc_fault (dgram_cut_unsaid))
    message->msg_flags = 0;
  if (n != -1 && ipc_fault_armed)
    {
      ipc_fault_received_rights (message, n);
      ipc_fault_udp_own (message);
    }
  return n;
}
