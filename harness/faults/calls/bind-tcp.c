/* bind-tcp.c - faults of the addresses of TCP servers.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "tcp.h"

#include <errno.h>
#include <netinet/in.h>

#include "actions.h"
#include "faults.h"

FAULT (bind_shares, "bind() says yes to what a listener has",
  KILLS ("tcp.forking_close_listener"))
FAULT (bind_busy_v6, "bind() to an IPv6 port in use gives EADDRNOTAVAIL",
  KILLS ("tcp.forking_close_listener"))

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
