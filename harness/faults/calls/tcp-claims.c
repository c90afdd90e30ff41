/* tcp-claims.c - faults of TCP servers that come late, or only once.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "tcp-claims.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "tcp.h"

FAULT (tcp_negative_deaf, "listen() below zero succeeds and does nothing",
  KILLS ("tcp.listen_somaxconn"))
FAULT (tcp_backlog_fixed, "listen() asks for 4, whatever it is told",
  KILLS ("tcp.listen_queue"))
FAULT (tcp_again_deaf, "a second server with SO_REUSEADDR hears of nobody",
  KILLS ("tcp.reuseaddr_restart"))
FAULT (tcp_specific_deaf, "a server at one address hears of nobody",
  KILLS ("tcp.server_specific"))
FAULT (tcp_any_is_first, "bind() to any address takes 127.0.0.1",
  KILLS ("tcp.server_any"))
FAULT (tcp_second_is_first, "bind() to 127.0.0.2 takes 127.0.0.1",
  KILLS ("tcp.loopback_range"))
FAULT (tcp_foreign_v6, "bind() to another host's IPv6 address gives EINVAL",
  KILLS ("tcp.bind_nonlocal"))
FAULT (tcp_accept_crosses, "accept() has the second's socket for the first",
  KILLS ("tcp.accept_peer", "tcp.iterative"),
  KILLS_FALLBACK ("tcp.accept_peer", "tcp.iterative"))
FAULT (tcp_accept_repeats, "accept() gives the first client's address again",
  KILLS ("tcp.accept_peer", "tcp.iterative"),
  KILLS_FALLBACK ("tcp.accept_peer", "tcp.iterative"))
FAULT (tcp_keepalive_always, "every accepted socket has SO_KEEPALIVE",
  KILLS ("tcp.accept_opts_inherit"))
FAULT (tcp_nonblock_always, "every accepted socket has O_NONBLOCK",
  KILLS ("tcp.accept_nb_inherit"))
FAULT (tcp_accept_loses, "accept() drops the tenth client",
  KILLS ("tcp.reuseport"))
FAULT (tcp_starved_breaks, "who had to wait for a descriptor is not connected",
  KILLS ("tcp.accept_emfile"))
FAULT (tcp_shut_aborts, "accept() of what was shut down gives ECONNABORTED",
  KILLS ("tcp.shutdown_listener"))
FAULT (tcp_accept_restarts_once, "SA_RESTART is good for one signal",
  KILLS ("tcp.accept_restart"))
FAULT (tcp_name_host_order, "getsockname() has the port in host order",
  KILLS ("tcp.byte_order"))
FAULT (tcp_option_stays, "SO_REUSEADDR stays, once it is set",
  KILLS ("tcp.sockopt_size"))
FAULT (tcp_hosts_asked, "getaddrinfo() looks for names in spite of a flag",
  KILLS ("tcp.unknown_host"))
FAULT (tcp_child_keeps, "close() in a child lets go of no listener",
  KILLS ("tcp.forking_close_listener"))

/* Whether FD is bound to an IPv4 address that is not any.  */
static int
is_specific (int fd)
{
  struct sockaddr_in in = { .sin_port = 0 };
  socklen_t size = sizeof in;
  ADDRESS at;

  POINTER (at) = (struct sockaddr *) &in;
  return IPC_REAL (getsockname) (fd, at, &size) == 0
         && in.sin_family == AF_INET && in.sin_addr.s_addr != 0;
}

static int
reuses (int fd)
{
  int on = 0;
  socklen_t size = sizeof on;

  return IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_REUSEADDR, &on, &size) == 0
         && on;
}

/* Who has made a listener.  */
static pid_t maker;

int
ipc_fault_tcp_listens (int fd, int backlog)
{
  static int servers;

  maker = getpid ();
  if (backlog == LISTEN_FAILS || backlog == LISTEN_NOT
      || backlog == LISTEN_BUSY)
    return backlog;
  if ((backlog < 0 && ipc_fault (tcp_negative_deaf))
      || (ipc_fault (tcp_specific_deaf) && is_specific (fd))
      || (ipc_fault (tcp_again_deaf) && reuses (fd) && servers++ % 2 > 0))
    return LISTEN_NOT;
  return backlog > 0 && ipc_fault (tcp_backlog_fixed) ? 4 : backlog;
}

void
ipc_fault_tcp_place (struct sockaddr_storage *at)
{
  struct sockaddr_in *in = (struct sockaddr_in *) at;
  in_addr_t address = in->sin_addr.s_addr;

  if (in->sin_family != AF_INET)
    return;
  if ((address == htonl (INADDR_ANY) && ipc_fault (tcp_any_is_first))
      || (address == htonl (INADDR_LOOPBACK + 1)
          && ipc_fault (tcp_second_is_first)))
    in->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
}

int
ipc_fault_tcp_bound (int result, const struct sockaddr *at)
{
  return result == -1 && errno == EADDRNOTAVAIL && at->sa_family == AF_INET6
         && ipc_fault (tcp_foreign_v6) ? ipc_fault_fail (EINVAL) : result;
}

/* A client who waits for its own socket.  */
static int kept = -1;
static struct sockaddr_storage kept_from;
static socklen_t kept_size;

/* accept() of two: the second's socket, with the name of the first.  */
static int
accept_crossed (int fd, ADDRESS from, socklen_t *size)
{
  struct pollfd p = { fd, POLLIN, 0 };
  int first = IPC_REAL (accept) (fd, from, size), second;
  ADDRESS to;

  if (first == -1 || IPC_REAL (poll) (&p, 1, 0) != 1)
    return first;
  kept_size = sizeof kept_from;
  POINTER (to) = (struct sockaddr *) &kept_from;
  second = IPC_REAL (accept) (fd, to, &kept_size);
  kept = second == -1 ? -1 : first;
  return second == -1 ? first : second;
}

int
ipc_fault_tcp_takes (int fd, ADDRESS from, socklen_t *size, int *result)
{
  if (!ipc_fault (tcp_accept_crosses))
    return 0;
  if (kept == -1)
    {
      *result = accept_crossed (fd, from, size);
      return 1;
    }
  *result = kept;
  kept = -1;
  if (POINTER (from) == NULL)
    return 1;
  memcpy (POINTER (from), &kept_from, *size < kept_size ? *size : kept_size);
  *size = kept_size;
  return 1;
}

/* Put the first client's address into FROM, with room for SIZE.  */
static void
repeat_first (struct sockaddr *from, socklen_t size)
{
  static struct sockaddr_in first;

  if (from->sa_family == AF_INET && first.sin_family != 0)
    memcpy (from, &first, size < sizeof first ? size : sizeof first);
  else if (from->sa_family == AF_INET && size >= sizeof first)
    memcpy (&first, from, sizeof first);
}

int
ipc_fault_tcp_taken (int listener, int result, ADDRESS from, socklen_t *size)
{
  static int taken, starved;
  int on = 1;

  if (result == -1 && errno == EINVAL && ipc_fault (tcp_shut_aborts))
    errno = ECONNABORTED;
  if (result == -1)
    {
      starved |= errno == EMFILE;
      return result;
    }
  if (ipc_fault (tcp_keepalive_always))
    IPC_REAL (setsockopt) (result, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  if (ipc_fault (tcp_nonblock_always))
    IPC_REAL (fcntl) (result, F_SETFL, O_NONBLOCK);
  if (++taken == 10 && ipc_fault (tcp_accept_loses))
    {
      IPC_REAL (close) (result);
      return IPC_REAL (accept) (listener, from, size);
    }
  if (starved && ipc_fault (tcp_starved_breaks))
    {
      IPC_REAL (close) (result);
      return IPC_REAL (socket) (AF_INET, SOCK_STREAM, 0);
    }
  if (POINTER (from) != NULL && ipc_fault (tcp_accept_repeats))
    repeat_first (POINTER (from), *size);
  return result;
}

int
ipc_fault_tcp_restarts (int result)
{
  static int restarts;

  return result == -1 && errno == EINTR
         && ipc_fault (tcp_accept_restarts_once) && restarts++ == 0;
}

void
ipc_fault_tcp_name (int fd, struct sockaddr *at)
{
  struct sockaddr_in *in = (struct sockaddr_in *) at;

  if (ipc_fault (tcp_name_host_order) && ipc_fault_tcp_family (fd) != 0)
    in->sin_port = ntohs (in->sin_port);
}

int
ipc_fault_tcp_stays (int level, int name, const void *value, socklen_t size)
{
  return level == SOL_SOCKET && name == SO_REUSEADDR && size == sizeof (int)
         && *(const int *) value == 0 && ipc_fault (tcp_option_stays);
}

int
ipc_fault_tcp_keeps (int fd)
{
  int listens = 0;
  socklen_t size = sizeof listens;

  if (maker == 0 || maker == getpid () || !ipc_fault (tcp_child_keeps))
    return 0;
  IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size);
  return listens && ipc_fault_tcp_family (fd) != 0;
}

int
ipc_fault_tcp_look_up (const char *host, const char *service,
                       const struct addrinfo *hints, struct addrinfo **found)
{
  struct addrinfo changed;

  memset (&changed, 0, sizeof changed);
  if (hints != NULL)
    changed = *hints;
  changed.ai_flags &= ~AI_NUMERICHOST;
  return IPC_REAL (getaddrinfo) (host, service, &changed, found);
}
