/* poll-sockets.c - faults of what poll() says of sockets and devices.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <poll.h>

#include <stddef.h>
#include <sys/socket.h>

#include "descriptors.h"
#include "faults.h"
#include "network.h"
#include "readiness.h"

FAULT (poll_failed_no_err, "poll() of a refused connection has no POLLERR",
  KILLS ("sockets.poll_connect_fail"))
FAULT (poll_last_entry, "poll() serves the first entry of a descriptor alone",
  KILLS ("sockets.poll_duplicate"))
FAULT (poll_no_null, "poll() does not know /dev/null",
  KILLS ("sockets.poll_exists"))
FAULT (poll_no_listener, "poll() calls a listener writable",
  KILLS ("sockets.poll_exists"))
FAULT (poll_hup_beside, "poll() reports POLLHUP only beside other events",
  KILLS ("sockets.poll_hup_only"))
FAULT (poll_no_rdhup, "poll() does not report POLLRDHUP",
  KILLS ("sockets.poll_rdhup"))
FAULT (poll_full_writable, "poll() calls a full stream writable",
  KILLS ("sockets.writable_truth"))

/* POLLOUT for FD, which has none.  */
static int
claims_room (const struct pollfd *p)
{
  int listens = 0;
  socklen_t size = sizeof listens;

  if (p->revents != 0 || (p->events & POLLOUT) == 0
      || ipc_fault_socket_type (p->fd) != SOCK_STREAM)
    return 0;
  IPC_REAL (getsockopt) (p->fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size);
  return listens ? ipc_fault (poll_no_listener)
         : p->events == POLLOUT && ipc_fault (poll_full_writable);
}

static void
spoil (struct pollfd *p)
{
  if ((p->revents & POLLHUP) != 0 && (p->events & ~POLLHUP) == 0
      && ipc_fault (poll_hup_beside))
    p->revents = 0;
  if ((p->revents & (POLLERR | POLLHUP)) == (POLLERR | POLLHUP)
      && ipc_fault (poll_failed_no_err))
    p->revents &= (short) ~POLLERR;
  if (ipc_fault (poll_no_rdhup))
    p->revents &= (short) ~POLLRDHUP;
  if (ipc_fault (poll_no_null) && ipc_fault_is_null (p->fd))
    p->revents = POLLNVAL;
  if (claims_room (p))
    p->revents = POLLOUT;
}

int
ipc_fault_poll_sockets (struct pollfd *fds, unsigned long n, int result)
{
  unsigned long i;
  int ready = 0;

  if (result == -1)
    return result;
  if (n == 2 && fds[0].fd == fds[1].fd && ipc_fault (poll_last_entry))
    fds[1].revents = 0;
  for (i = 0; i < n; i++)
    {
      spoil (&fds[i]);
      ipc_fault_polled_socket (&fds[i]);
      ready += fds[i].revents != 0;
    }
  return ipc_fault_polled_all (fds, n, ready);
}
