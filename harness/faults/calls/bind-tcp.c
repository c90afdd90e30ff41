/* bind-tcp.c - faults of the addresses of TCP servers.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "tcp.h"

#include <errno.h>
#include <netinet/in.h>

#include "actions.h"
#include "faults.h"

FAULT (bind_shares, "bind() says yes to what a listener has",
  KILLS ("tcp.forking_close_listener", "tcp.reuseaddr_live_listener"))
FAULT (reuseaddr_v6_only, "SO_REUSEADDR does nothing for IPv4",
  KILLS ("tcp.reuseaddr_restart", "tcp.reuseaddr_both_bound"))
FAULT (reuseaddr_unasked, "every TCP socket has SO_REUSEADDR",
  KILLS ("tcp.reuseaddr_without", "tcp.bind_busy"))
FAULT (bind_takes_foreign, "bind() to another host's address succeeds",
  KILLS ("tcp.bind_nonlocal"))
FAULT (bind_specific_any, "bind() to one address takes them all",
  KILLS ("tcp.server_specific"))
FAULT (bind_any_specific, "bind() to any IPv6 address takes another one",
  KILLS ("tcp.server_any"))
FAULT (listen_one_less, "listen() lets one client less in than it should",
  KILLS ("tcp.listen_queue"))
FAULT (listen_unbound_einval, "listen() without bind() fails with EINVAL",
  KILLS ("tcp.listen_unbound"))
FAULT (listen_negative, "listen() below zero fails with EINVAL",
  KILLS ("tcp.listen_somaxconn"))
FAULT (listen_wraps, "listen() takes a backlog's lowest 16 bits",
  KILLS ("tcp.listen_somaxconn"))
FAULT (bind_busy_v6, "bind() to an IPv6 port in use gives EADDRNOTAVAIL",
  KILLS ("tcp.forking_close_listener", "tcp.bind_busy"))

int
ipc_fault_tcp_bound (int fd, const struct sockaddr *address, socklen_t size,
                     int result)
{
  (void) fd;
  (void) size;
  if (result == -1 && errno == EADDRINUSE && ipc_fault (bind_shares))
    return 0;
  if (result == -1 && errno == EADDRINUSE && address->sa_family == AF_INET6
      && ipc_fault (bind_busy_v6))
    return ipc_fault_fail (EADDRNOTAVAIL);
  return result;
}
