/* network-data.c - faults of what sockets carry, and of its lines.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "network.h"

#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "descriptors.h"
#include "faults.h"
#include "tcp.h"

FAULT (sock_recv_joins, "recv() from the network makes \\n of \\r\\n",
  KILLS ("sockets.eol_no_translation"))
FAULT (sock_recv_cr_alone, "recv() makes \\n of a \\r that comes alone",
  KILLS ("sockets.end_of_message_dot"))
FAULT (sock_recv_takes_packet, "recv() of a byte takes all that came with it",
  KILLS ("sockets.stream_available"))
FAULT (sock_cr_once, "fgets() takes two carriage returns for one",
  KILLS ("sockets.eol_lone_cr"))
FAULT (sock_last_cr, "fgets() drops a last line that ends in \\r",
  KILLS ("sockets.eol_lone_cr"))
FAULT (sock_no_lf_line, "fgets() skips a line that is just \\n",
  KILLS ("sockets.eol_accept_lf"))
FAULT (sock_one_line, "what came with the end of a line is lost to fgets()",
  KILLS ("sockets.end_of_message_line"))
FAULT (sock_counts_first, "FIONREAD counts nothing behind the first message",
  KILLS ("sockets.fionread_kinds"))
FAULT (sock_third_edge, "an edge-triggered queue tells of data only twice",
  KILLS ("sockets.edge_rearm"))
FAULT (sock_pipe_no_end, "a queue does not flag the end of a pipe",
  KILLS ("sockets.event_eof"))

ssize_t
ipc_fault_network_taken (int fd, char *data, ssize_t n)
{
  char rest[64];
  ssize_t i;

  if (n <= 0 || ipc_fault_tcp_family (fd) == 0)
    return n;
  if (n == 1 && *data == '\r' && ipc_fault (sock_recv_cr_alone))
    *data = '\n';
  if (n == 1 && ipc_fault (sock_recv_takes_packet))
    IPC_REAL (recv) (fd, rest, sizeof rest, MSG_DONTWAIT);
  for (i = 0; i + 1 < n && ipc_fault (sock_recv_joins); i++)
    if (data[i] == '\r' && data[i + 1] == '\n')
      {
        memmove (data + i, data + i + 1, (size_t) (n - i - 1));
        n--;
      }
  return n;
}

char *
ipc_fault_network_line (char *line)
{
  char *cr = strstr (line, "\r\r");
  size_t size = strlen (line);

  if (cr != NULL && ipc_fault (sock_cr_once))
    memmove (cr, cr + 1, strlen (cr));
  return size > 0 && line[size - 1] == '\r' && ipc_fault (sock_last_cr)
         ? NULL : line;
}

void
ipc_fault_counted (int fd, int *n)
{
  static int messages;

  if (ipc_fault_socket_type (fd) == SOCK_DGRAM && messages++ % 2 == 1
      && ipc_fault (sock_counts_first))
    *n = 0;
}

unsigned
ipc_fault_queued_events (unsigned events)
{
  static int edges;

  if (events == EPOLLIN && ipc_fault (sock_third_edge) && ++edges % 3 == 0)
    return 0;
  return ipc_fault (sock_pipe_no_end) && (events & EPOLLRDHUP) == 0
         ? events & ~(unsigned) EPOLLHUP : events;
}
