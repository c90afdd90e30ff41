/* socket.c - restarting: receiving and sending.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "restart.h"

static int
stream_pair (struct restart *r)
{
  return restart_socketpair (r, SOCK_STREAM);
}

static void
receive_timeout (struct restart *r)
{
  restart_timeout (r->fd[0], SO_RCVTIMEO);
}

static void
send_timeout (struct restart *r)
{
  restart_timeout (r->fd[0], SO_SNDTIMEO);
}

static long
receive (struct restart *r)
{
  return recv (r->fd[0], r->data, sizeof r->data, 0);
}

static const struct restart_call read_sock_call =
{
  .call = "read", .prepare = stream_pair, .block = restart_read,
  .whole = restart_got_hello, .release = restart_say_hello
};
RESTART_CASES (read_sock)

static const struct restart_call read_rcvtimeo_call =
{
  .call = "read", .prepare = stream_pair, .enter = receive_timeout,
  .block = restart_read, .whole = restart_got_hello,
  .release = restart_say_hello
};
RESTART_CASES (read_rcvtimeo)

static const struct restart_call recv_call =
{
  .call = "recv", .prepare = stream_pair, .block = receive,
  .whole = restart_got_hello, .release = restart_say_hello
};
RESTART_CASES (recv)

static const struct restart_call recv_rcvtimeo_call =
{
  .call = "recv", .prepare = stream_pair, .enter = receive_timeout,
  .block = receive, .whole = restart_got_hello, .release = restart_say_hello
};
RESTART_CASES (recv_rcvtimeo)

static int
datagram_pair (struct restart *r)
{
  return restart_socketpair (r, SOCK_DGRAM);
}

static long
receive_message (struct restart *r)
{
  struct iovec iov = { r->data, sizeof r->data };
  struct msghdr message;

  memset (&message, 0, sizeof message);
  message.msg_iov = &iov;
  message.msg_iovlen = 1;
  return recvmsg (r->fd[0], &message, 0);
}

static const struct restart_call recvmsg_dgram_call =
{
  .call = "recv", .prepare = datagram_pair, .block = receive_message,
  .whole = restart_got_hello, .release = restart_say_hello
};
RESTART_CASES (recvmsg_dgram)

/* Two UDP sockets on the loopback network; fd[1] is connected to fd[0].  */
static int
udp_pair (struct restart *r)
{
  struct sockaddr_in a;
  socklen_t size = sizeof a;
  int i;

  ipc_need_loopback ();
  for (i = 0; i < 2; i++)
    {
      r->fd[i] = socket (AF_INET, SOCK_DGRAM, 0);
      IPC_SETUP (r->fd[i] != -1);
    }
  memset (&a, 0, sizeof a);
  a.sin_family = AF_INET;
  a.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  IPC_SETUP (bind (r->fd[0], (struct sockaddr *) &a, sizeof a) == 0);
  IPC_SETUP (getsockname (r->fd[0], (struct sockaddr *) &a, &size) == 0);
  IPC_SETUP (connect (r->fd[1], (struct sockaddr *) &a, sizeof a) == 0);
  return 1;
}

static long
receive_from (struct restart *r)
{
  struct sockaddr_in from;
  socklen_t size = sizeof from;

  return recvfrom (r->fd[0], r->data, sizeof r->data, 0,
                   (struct sockaddr *) &from, &size);
}

static const struct restart_call recvfrom_udp_call =
{
  .call = "recv", .prepare = udp_pair, .block = receive_from,
  .whole = restart_got_hello, .release = restart_say_hello, .later = 1
};
RESTART_CASES (recvfrom_udp)

static const struct restart_call recvfrom_udp_rcvtimeo_call =
{
  .call = "recv", .prepare = udp_pair, .enter = receive_timeout,
  .block = receive_from, .whole = restart_got_hello,
  .release = restart_say_hello, .later = 1
};
RESTART_CASES (recvfrom_udp_rcvtimeo)

static int
full_stream (struct restart *r)
{
  stream_pair (r);
  r->filled = ipc_fill (r->fd[0]);
  return 1;
}

static long
send_one (struct restart *r)
{
  return send (r->fd[0], "x", 1, 0);
}

static const struct restart_call send_call =
{
  .call = "send", .prepare = full_stream, .block = send_one,
  .release = restart_drain, .arrived = restart_one_arrived
};
RESTART_CASES (send)

static const struct restart_call send_sndtimeo_call =
{
  .call = "send", .prepare = full_stream, .enter = send_timeout,
  .block = send_one, .release = restart_drain,
  .arrived = restart_one_arrived
};
RESTART_CASES (send_sndtimeo)

static const struct restart_call send_rcvtimeo_call =
{
  .call = "send", .prepare = full_stream, .enter = receive_timeout,
  .block = send_one, .release = restart_drain,
  .arrived = restart_one_arrived
};
RESTART_CASES (send_rcvtimeo)

/* filled counts messages here.  */
static int
full_queue (struct restart *r)
{
  datagram_pair (r);
  ipc_nonblocking (r->fd[0], 1);
  while (send (r->fd[0], "f", 1, 0) == 1)
    r->filled++;
  ipc_nonblocking (r->fd[0], 0);
  return 1;
}

static long
send_datagram (struct restart *r)
{
  return sendto (r->fd[0], "x", 1, 0, NULL, 0);
}

static void
drain_queue (struct restart *r)
{
  char byte;

  for (; r->filled > 0; r->filled--)
    IPC_SETUP (recv (r->fd[1], &byte, 1, 0) == 1);
}

static const struct restart_call sendto_unix_dgram_call =
{
  .call = "send", .prepare = full_queue, .block = send_datagram,
  .release = drain_queue, .arrived = restart_one_arrived
};
RESTART_CASES (sendto_unix_dgram)
