/* bind-tcp.c - faults of the addresses of TCP servers.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "tcp-claims.h"
#include "tcp.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "actions.h"
#include "faults.h"

FAULT (bind_shares, "bind() says yes to what a listener has",
  KILLS ("tcp.forking_close_listener", "tcp.reuseaddr_live_listener",
         "tcp.reuseaddr_wildcard_specific", "servers.in_use"))
FAULT (reuseaddr_v6_only, "SO_REUSEADDR does nothing for IPv4",
  KILLS ("tcp.reuseaddr_restart", "tcp.reuseaddr_both_bound",
         "tcp.sockopt_size", "servers.restart"))
FAULT (reuseaddr_unasked, "every TCP socket has SO_REUSEADDR",
  KILLS ("tcp.reuseaddr_without", "tcp.bind_busy"))
FAULT (bind_takes_foreign, "bind() to another host's address succeeds",
  KILLS ("tcp.bind_nonlocal"))
FAULT (bind_specific_any, "bind() to one address takes them all",
  KILLS ("tcp.server_specific"))
FAULT (bind_any_specific, "bind() to any address takes another one",
  KILLS ("tcp.server_any"))
FAULT (bind_zero_repeats, "bind() picks one port for all who ask for any",
  KILLS ("tcp.port_zero"))
FAULT (bind_one_loopback, "just one address of 127/8 can be bound",
  KILLS ("tcp.loopback_range"))
FAULT (listen_shares_none, "the last of those who share a port gets no client",
  KILLS ("tcp.reuseport"))
FAULT (listen_one_less, "listen() lets one client less in than it should",
  KILLS ("tcp.listen_queue"))
FAULT (listen_unbound_einval, "listen() without bind() fails with EINVAL",
  KILLS ("tcp.listen_unbound"))
FAULT (listen_negative, "listen() below zero fails with EINVAL",
  KILLS ("tcp.listen_somaxconn"))
FAULT (listen_wraps, "listen() takes a backlog's lowest 8 bits",
  KILLS ("tcp.listen_somaxconn"))
FAULT (servers_listen_more, "listen() lets in 128 clients more",
  KILLS ("servers.queue"))
FAULT (servers_bind_other, "bind() to a port gives another one",
  KILLS ("servers.local_port"))
FAULT (servers_low_other, "so it does where the port is for the privileged",
  KILLS ("servers.privileged"))
FAULT (servers_low_eperm, "bind() to such a port gives EPERM",
  KILLS ("servers.privileged"))
FAULT (servers_busy_v4, "bind() to a busy IPv4 port gives EADDRNOTAVAIL",
  KILLS ("servers.in_use"))
FAULT (servers_busy_late, "bind() to a busy port is refused by listen()",
  KILLS ("servers.in_use"))
FAULT (servers_any_eperm, "bind() of any address to a low port gives EPERM",
  KILLS ("servers.privileged"))
FAULT (servers_listen_again, "listen() at a port with SO_REUSEADDR is deaf",
  KILLS ("servers.restart"))
FAULT (bind_busy_v6, "bind() to an IPv6 port in use gives EADDRNOTAVAIL",
  KILLS ("tcp.forking_close_listener", "tcp.bind_busy"))

FAULT (tcp_low_port_eperm, "bind() to an IPv6 port below 1024 gives EPERM",
  KILLS ("tcp.privileged_port"))
FAULT (tcp_low_port_free, "bind() lets everybody have ports below 1024",
  KILLS ("tcp.privileged_port"))
FAULT (tcp_first_port_only, "bind() keeps nothing but ports below 512",
  KILLS ("tcp.privileged_port"))
FAULT (tcp_zero_lingers,
  "bind() with SO_REUSEADDR picks a port with an old connection",
  KILLS ("tcp.reuseaddr_port_zero"))

FAULT (tcp_reuseport_both, "SO_REUSEPORT does nothing without SO_REUSEADDR",
  KILLS ("tcp.reuseport"))
FAULT (tcp_reuseport_off, "SO_REUSEPORT of IPv4 does nothing",
  KILLS ("tcp.reuseport"))

/* Whether bind() ought to have failed; whether it was asked for a port.  */
static int refused_late, has_asked;

/* The backlog of those who share.  */
enum { SHARED = 64 };
static int sharers;

/* The port that the first bind() of any port was given, and the first one
   with SO_REUSEADDR; 0: none yet.  */
static in_port_t picked, picked_anew;

static int
reuses (int fd)
{
  int value = 0;
  socklen_t size = sizeof value;

  IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_REUSEADDR, &value, &size);
  return value;
}

static void
note_port (int fd)
{
  struct sockaddr_in in = { .sin_port = 0 };
  socklen_t size = sizeof in;
  ADDRESS at;

  POINTER (at) = (struct sockaddr *) &in;
  if (getsockname (fd, at, &size) == 0 && picked == 0)
    picked = in.sin_port;
  if (picked_anew == 0 && reuses (fd))
    picked_anew = in.sin_port;
}

static void
spoil_address (int fd, struct sockaddr_storage *at)
{
  struct sockaddr_in *in = (struct sockaddr_in *) at;
  int on = 1, off = 0;

  if (ipc_fault (reuseaddr_unasked))
    IPC_REAL (setsockopt) (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if ((ipc_fault (tcp_reuseport_both) && !reuses (fd))
      || (ipc_fault (tcp_reuseport_off) && in->sin_family == AF_INET))
    IPC_REAL (setsockopt) (fd, SOL_SOCKET, SO_REUSEPORT, &off, sizeof off);
  if (in->sin_family != AF_INET)
    return;
  has_asked = in->sin_port != 0;
  if (in->sin_port == 0 && ipc_fault (tcp_zero_lingers) && reuses (fd))
    in->sin_port = picked_anew;
  if (in->sin_port == 0 && ipc_fault (bind_zero_repeats))
    {
      IPC_REAL (setsockopt) (fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
      in->sin_port = picked;
    }
  if (in->sin_addr.s_addr == htonl (INADDR_ANY)
      && ipc_fault (bind_any_specific))
    in->sin_addr.s_addr = htonl (INADDR_LOOPBACK + 1);
  else if (ipc_fault (servers_bind_other))
    in->sin_port = 0;
  else if (ipc_fault (bind_specific_any))
    in->sin_addr.s_addr = htonl (INADDR_ANY);
}

/* What bind() of FD to AT says instead of errno; 0: it succeeds.  */
static int
other_error (int fd, struct sockaddr_storage *at)
{
  CONST_ADDRESS to;

  POINTER (to) = (struct sockaddr *) at;
  if (errno == EADDRINUSE && ipc_fault (servers_busy_late))
    {
      refused_late = 1;
      return 0;
    }
  if (errno == EACCES && ipc_fault (servers_any_eperm)
      && ((struct sockaddr_in *) at)->sin_addr.s_addr == htonl (INADDR_ANY))
    return EPERM;
  if (errno == EADDRINUSE && ipc_fault (bind_shares))
    return 0;
  if (errno == EADDRNOTAVAIL && ipc_fault (bind_takes_foreign))
    return 0;
  if (errno == EACCES
      && (ipc_fault (servers_low_eperm)
          || (at->ss_family == AF_INET6 && ipc_fault (tcp_low_port_eperm))))
    return EPERM;
  if (errno == EACCES
      && (ipc_fault (tcp_low_port_free)
          || (ipc_fault (tcp_first_port_only)
              && ntohs (((struct sockaddr_in *) at)->sin_port) >= 512)))
    return 0;
  if (errno == EADDRINUSE
      && (at->ss_family == AF_INET6 ? ipc_fault (bind_busy_v6)
          : ipc_fault (servers_busy_v4)))
    return EADDRNOTAVAIL;
  if (errno != EACCES || !ipc_fault (servers_low_other))
    return errno;
  ((struct sockaddr_in *) at)->sin_port = 0;
  return IPC_REAL (bind) (fd, to, sizeof (struct sockaddr_in)) == 0 ? 0
         : errno;
}

int
ipc_fault_tcp_bind (int fd, const struct sockaddr *address, socklen_t size)
{
  struct sockaddr_storage at;
  CONST_ADDRESS to;
  int result;

  memcpy (&at, address, size < sizeof at ? size : sizeof at);
  spoil_address (fd, &at);
  ipc_fault_tcp_place (&at);
  if (((struct sockaddr_in *) &at)->sin_addr.s_addr
      == htonl (INADDR_LOOPBACK + 1) && ipc_fault (bind_one_loopback))
    return ipc_fault_fail (EADDRNOTAVAIL);
  POINTER (to) = (struct sockaddr *) &at;
  result = IPC_REAL (bind) (fd, to, size);
  if (result == 0 && at.ss_family == AF_INET)
    note_port (fd);
  if (result == -1 && (errno = other_error (fd, &at)) == 0)
    return 0;
  return result;
}

int
ipc_fault_tcp_reuse (int fd)
{
  return ipc_fault (reuseaddr_v6_only) && ipc_fault_tcp_family (fd) == AF_INET;
}

int
ipc_fault_tcp_backlog (int fd, int backlog)
{
  struct sockaddr_in6 at = { .sin6_port = 0 };
  socklen_t size = sizeof at;
  ADDRESS to;

  POINTER (to) = (struct sockaddr *) &at;
  if (refused_late)
    return LISTEN_BUSY;
  if (ipc_fault (servers_listen_again) && has_asked && reuses (fd))
    return LISTEN_NOT;
  if (ipc_fault (listen_unbound_einval)
      && IPC_REAL (getsockname) (fd, to, &size) == 0 && at.sin6_port == 0)
    return LISTEN_FAILS;
  if (backlog == SHARED && sharers++ % 2 == 1
      && ipc_fault (listen_shares_none))
    return LISTEN_NOT;
  if (backlog < 0)
    return ipc_fault (listen_negative) ? LISTEN_FAILS : backlog;
  if (ipc_fault (listen_wraps))
    backlog &= 0xff;
  if (ipc_fault (servers_listen_more))
    return backlog + 128;
  return backlog > 0 && ipc_fault (listen_one_less) ? backlog - 1 : backlog;
}
