/* write-socket.c - faults of writing to sockets; send().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "write.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "fork.h"
#include "interruption.h"
#include "local-queue.h"
#include "network.h"
#include "udp.h"

CALL (send)
FAULT (no_sigpipe, "write() to a socket raises no SIGPIPE",
  KILLS ("socketpairs.sigpipe", "socketpairs.pipe_from_pair",
         "tcp.sigpipe"),
  KILLS_FALLBACK ("socketpairs.pipe_from_pair", "socketpairs.sigpipe"))
FAULT (full_drops, "a blocking write() to a socket drops what does not fit",
  KILLS ("socketpairs.full_blocks"),
  KILLS_FALLBACK ("socketpairs.full_blocks"))
FAULT (dgram_dropped, "a datagram to a full pair is taken, and lost",
  KILLS ("socketpairs.dgram_full"),
  KILLS_FALLBACK ("socketpairs.dgram_full"))
FAULT (dgram_small_dropped, "a short datagram to a full pair is lost",
  KILLS ("socketpairs.dgram_full"),
  KILLS_FALLBACK ("socketpairs.dgram_full"))
FAULT (overview_dgram_lost, "send() to a full receiver does not wait",
  KILLS ("overview.similar_unix7"))
FAULT (dgram_blanked, "the last byte of a long datagram is another",
  KILLS ("socketpairs.dgram_full"),
  KILLS_FALLBACK ("socketpairs.dgram_full"))
FAULT (full_takes_none, "a non-blocking write() to a full socket gives 0",
  KILLS ("socketpairs.full_blocks"),
  KILLS_FALLBACK ("socketpairs.full_blocks"))
FAULT (epipe_is_eio, "write() to a closed socket fails with EIO",
  KILLS ("socketpairs.sigpipe", "socketpairs.pipe_from_pair",
         "socketpairs.shutdown_wr", "tcp.write_teardown_errno"),
  KILLS_FALLBACK ("socketpairs.pipe_from_pair", "socketpairs.shutdown_wr",
                  "socketpairs.sigpipe"))
FAULT (tcp_reset_unconnected, "write() to a reset connection gives ENOTCONN",
  KILLS ("tcp.write_teardown_errno"))
FAULT (tcp_reset_epipe, "write() to a reset connection gives EPIPE",
  KILLS ("tcp.write_teardown_errno"))
FAULT (refused_is_reset, "a datagram to a closed peer gives ECONNRESET",
  KILLS ("socketpairs.dgram_peer_gone"),
  KILLS_FALLBACK ("socketpairs.dgram_peer_gone"))
FAULT (nosignal_ignored, "send() ignores MSG_NOSIGNAL",
  KILLS ("socketpairs.nosigpipe"))
FAULT (send_never_kills, "send() never raises SIGPIPE",
  KILLS ("socketpairs.nosigpipe"))
FAULT (tcp_oob_plain, "send() ignores MSG_OOB",
  KILLS ("tcp.oob"))
FAULT (send_reset_silent, "send() on a reset connection raises no SIGPIPE",
  KILLS ("tcp.sigpipe"))
FAULT (send_reset_again, "send() on a reset connection gives ECONNRESET",
  KILLS ("tcp.sigpipe"))
FAULT (tcp_sigpipe_once, "send() raises SIGPIPE once",
  KILLS ("tcp.sigpipe"))
FAULT (clients_write_waits,
  "a child's write() to a connection waits for room in standard output",
  KILLS ("clients.chat_two_process"))
FAULT (dgram_no_empty, "an empty datagram is not sent",
  KILLS ("socketpairs.dgram_zero", "udp.send_zero_count"),
  KILLS_FALLBACK ("socketpairs.dgram_zero"))
FAULT (send_eagain_once, "send() of a thread fails with EAGAIN once",
  KILLS ("udp.concurrent_eagain"))
FAULT (write_text, "write() to a socket sends a newline for \\r\\n",
  KILLS ("sockets.eol_exact_bytes"))
FAULT (send_behind_line, "send() of a byte behind a newline sends nothing",
  KILLS ("sockets.end_of_message_line"))
FAULT (send_no_dot, "send() leaves out a dot at the beginning",
  KILLS ("sockets.end_of_message_dot"))
FAULT (send_no_newline, "send() leaves out a newline at the beginning",
  KILLS ("sockets.eol_split"))
FAULT (send_restarts, "send() restarts without SA_RESTART",
  KILLS ("restart.send_clear"))
FAULT (send_interrupted, "send() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.send_set"))
FAULT (send_stop, "a stop and a continuation interrupt send()",
  KILLS ("restart.send_stopped"))
FAULT (send_timeout_restarts,
  "send() with a timeout for sending restarts without SA_RESTART",
  KILLS ("restart.send_sndtimeo_clear"))
FAULT (send_timeout_eagain,
  "send() with a timeout for sending fails with EAGAIN when interrupted",
  KILLS ("restart.send_sndtimeo_set", "restart.send_sndtimeo_stopped"),
  KILLS_FALLBACK ("restart.send_sndtimeo_set", "restart.send_sndtimeo_stopped"))
FAULT (send_other_restarts,
  "send() with a timeout for receiving restarts without SA_RESTART",
  KILLS ("restart.send_rcvtimeo_clear"))
FAULT (send_other_interrupted,
  "send() with a timeout for receiving has no effect of SA_RESTART",
  KILLS ("restart.send_rcvtimeo_set"))
FAULT (send_other_stop,
  "a stop interrupts send() that has a timeout for receiving",
  KILLS ("restart.send_rcvtimeo_stopped"))
FAULT (send_full_enobufs, "send() says ENOBUFS of a receiver that is full",
  KILLS ("unix_sockets.dgram_full_poll"))
FAULT (send_big_enobufs, "send() says ENOBUFS of too big a datagram",
  KILLS ("unix_sockets.dgram_max"),
  KILLS_FALLBACK ("unix_sockets.dgram_max"))
FAULT (overview_dgram_drops, "send() to a full receiver never says so",
  KILLS ("overview.similar_unix7"))

ssize_t
ipc_fault_write_socket (int fd, const void *data, size_t size)
{
  char copy[8192];
  ssize_t n;

  if (size > 4096 && size <= sizeof copy && ipc_fault (dgram_blanked))
    {
      memcpy (copy, data, size);
      copy[size - 1] ^= 1;
      data = copy;
    }
  if (size == 2 && memcmp (data, "\r\n", 2) == 0 && ipc_fault (write_text))
    return IPC_REAL (write) (fd, "\n", 1) + 1;
  while (ipc_fault (clients_write_waits) && ipc_fault_is_child
         && ipc_fault_is_full (STDOUT_FILENO))
    IPC_REAL (poll) (NULL, 0, 1);
  if (size > 4096 && ipc_fault (full_drops))
    return (ssize_t) size;
  n = ipc_fault (no_sigpipe)
      ? IPC_REAL (send) (fd, data, size, MSG_NOSIGNAL)
      : IPC_REAL (write) (fd, data, size);
  if (n == -1 && errno == EAGAIN && size > 4096 && ipc_fault (dgram_dropped))
    return (ssize_t) size;
  if (n == -1 && errno == EAGAIN && size < 64
      && ipc_fault (dgram_small_dropped))
    return (ssize_t) size;
  if (n == -1 && errno == EPIPE && ipc_fault (epipe_is_eio))
    errno = EIO;
  if (n == -1 && errno == ECONNRESET && ipc_fault (tcp_reset_unconnected))
    errno = ENOTCONN;
  if (n == -1 && errno == ECONNRESET && ipc_fault (tcp_reset_epipe))
    errno = EPIPE;
  if (n == -1 && errno == ECONNREFUSED && ipc_fault (refused_is_reset))
    errno = ECONNRESET;
  return n == -1 && errno == EAGAIN && ipc_fault (full_takes_none) ? 0 : n;
}

/* How a signal interrupts send(), by the timeouts of FD.  */
static struct ipc_interruption
of_send (int fd)
{
  struct ipc_interruption in = { .restarts = 0 };
  int sends = ipc_fault_has_timeout (fd, SO_SNDTIMEO);
  int receives = ipc_fault_has_timeout (fd, SO_RCVTIMEO);
  int plain = !sends && !receives;

  in.restarts = (plain && ipc_fault (send_restarts))
                || (sends && ipc_fault (send_timeout_restarts))
                || (receives && ipc_fault (send_other_restarts));
  in.interrupted = (plain && ipc_fault (send_interrupted))
                   || (receives && ipc_fault (send_other_interrupted));
  in.stop = (plain && ipc_fault (send_stop))
            || (receives && ipc_fault (send_other_stop));
  in.eagain = sends && ipc_fault (send_timeout_eagain);
  return in;
}

/* How many bytes at the beginning of DATA send() does not send.  */
static size_t
left_out (const char *data, size_t size)
{
  static char last;
  char before = last;

  if (!ipc_fault_armed || size == 0)
    return 0;
  last = data[size - 1];
  return (before == '\n' && size == 1 && ipc_fault (send_behind_line))
         || (data[0] == '.' && ipc_fault (send_no_dot))
         || (data[0] == '\n' && ipc_fault (send_no_newline));
}

/* What is made of FLAGS; sends have been BROKEN so often.  */
static int
other_flags (int flags, int broken)
{
  if (ipc_fault (nosignal_ignored))
    flags &= ~MSG_NOSIGNAL;
  if (ipc_fault (tcp_oob_plain))
    flags &= ~MSG_OOB;
  if (ipc_fault (send_reset_silent) || ipc_fault (send_never_kills)
      || (broken > 0 && ipc_fault (tcp_sigpipe_once)))
    flags |= MSG_NOSIGNAL;
  if (ipc_fault (overview_dgram_drops))
    flags |= MSG_DONTWAIT;
  return flags;
}

ssize_t
send (int fd, const void *data, size_t size, int flags)
{
  struct ipc_interruption in = { .restarts = 0 };
  static int sends, broken;
  size_t out = left_out (data, size);
  ssize_t n;

  if (size == 0 && ipc_fault (dgram_no_empty))
    return 0;
  if (ipc_fault_armed && ipc_fault_udp_send (fd, data, size, &n))
    return n;
  if (ipc_fault (send_eagain_once) && sends++ == 7)
    return ipc_fault_fail (EAGAIN);
  data = (const char *) data + out;
  size -= out;
  if (out > 0 && size == 0)
    return (ssize_t) out;
  flags = other_flags (flags, broken);
  if (((flags & MSG_DONTWAIT) == 0 && ipc_fault (overview_dgram_lost))
      || ipc_fault (overview_dgram_drops))
    {
      n = IPC_REAL (send) (fd, data, size, flags | MSG_DONTWAIT);
      return n == -1 && errno == EAGAIN ? (ssize_t) size : n;
    }
  if (ipc_fault_armed)
    in = of_send (fd);
  ipc_fault_before_wait (&in);
  do
    n = ipc_fault_armed ? ipc_fault_local_send (fd, data, size, flags)
        : IPC_REAL (send) (fd, data, size, flags);
  while (ipc_fault_again (&in, n == -1));
  if (n == -1)
    errno = ipc_fault_misuse (errno, "send");
  broken += n == -1 && errno == EPIPE;
  if (n == -1 && errno == EPIPE && ipc_fault (send_reset_again))
    errno = ECONNRESET;
  if (n == -1 && ((errno == EAGAIN && ipc_fault (send_full_enobufs))
                  || (errno == EMSGSIZE && ipc_fault (send_big_enobufs))))
    errno = ENOBUFS;
  return n == -1 ? n : n + (ssize_t) out;
}
