/* network-ready.c - faults of which sockets are ready.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "network.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "tcp.h"

FAULT (sock_poll_counts, "poll() counts two entries of one descriptor once",
  KILLS ("sockets.poll_duplicate"))
FAULT (sock_poll_alike, "poll() does not serve an entry a second time",
  KILLS ("sockets.poll_duplicate"))
FAULT (sock_poll_no_tcp, "poll() does not know connections of the network",
  KILLS ("sockets.poll_exists"))
FAULT (sock_refused_in, "poll() of a refused connection has POLLIN unasked",
  KILLS ("sockets.poll_connect_fail"))
FAULT (sock_hup_sleeps, "poll() for nothing sleeps on when its peer closes",
  KILLS ("sockets.poll_hup_only"))
FAULT (sock_hup_pipe, "poll() of a pipe does not tell POLLHUP unasked",
  KILLS ("sockets.poll_hup_only"))
FAULT (sock_rdhup_data, "poll() has no POLLRDHUP while data wait",
  KILLS ("sockets.poll_rdhup"))
FAULT (sock_select_writes, "select() refuses to write from FD_SETSIZE on",
  KILLS ("sockets.select_range"))
FAULT (sock_select_wraps, "select() counts descriptors from FD_SETSIZE on as "
  "from 0",
  KILLS ("sockets.select_range"))
FAULT (sock_drained_full, "poll() calls a pair that has been full so for good",
  KILLS ("sockets.writable_truth"))
FAULT (sock_select_again_twice, "select() fails with EAGAIN twice in a row",
  KILLS ("sockets.select_eagain"))

void
ipc_fault_polled_socket (struct pollfd *p)
{
  static int full;

  if (ipc_fault (sock_poll_no_tcp) && (p->events & POLLIN) != 0
      && ipc_fault_tcp_family (p->fd) != 0 && (p->revents & POLLOUT) != 0)
    p->revents = POLLNVAL;
  if ((p->revents & POLLERR) != 0 && ipc_fault (sock_refused_in))
    p->revents |= POLLIN;
  if (p->events == 0 && ipc_fault (sock_hup_pipe)
      && ipc_fault_is (p->fd, S_IFIFO))
    p->revents = 0;
  if ((p->revents & POLLRDHUP) != 0 && ipc_fault (sock_rdhup_data)
      && ipc_fault_readable (p->fd) > 0)
    p->revents &= (short) ~POLLRDHUP;
  if (p->events == POLLOUT && ipc_fault (sock_drained_full)
      && ipc_fault_is_local (p->fd))
    {
      full |= p->revents == 0;
      p->revents = full ? 0 : p->revents;
    }
}

int
ipc_fault_polled_all (struct pollfd *fds, unsigned long n, int ready)
{
  if (n != 2 || fds[0].fd != fds[1].fd)
    return ready;
  if (fds[0].events == fds[1].events && ipc_fault (sock_poll_alike))
    {
      fds[1].revents = 0;
      return fds[0].revents != 0;
    }
  return ready == 2 && ipc_fault (sock_poll_counts) ? 1 : ready;
}

int
ipc_fault_poll_sleeps (const struct pollfd *fds, int timeout)
{
  return timeout < 0 && fds->events == 0 && ipc_fault (sock_hup_sleeps);
}

int
ipc_fault_selected (int n, fd_set *in, fd_set *out, int result)
{
  static int calls;

  if (n > FD_SETSIZE && out != NULL && ipc_fault (sock_select_writes))
    return ipc_fault_fail (EINVAL);
  if (n > FD_SETSIZE && in != NULL && result > 0
      && ipc_fault (sock_select_wraps))
    FD_SET ((n - 1) % FD_SETSIZE, in);
  if (ipc_fault (sock_select_again_twice) && (++calls == 7 || calls == 8))
    return ipc_fault_fail (EAGAIN);
  return result;
}
