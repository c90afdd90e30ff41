/* accept-tcp.c - faults of accepting TCP clients.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "tcp-claims.h"
#include "tcp.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "network.h"

FAULT (accept_v6_polls, "accept() of an IPv6 client does not wait",
  KILLS ("tcp.accept_blocks"),
  KILLS_FALLBACK ("tcp.accept_blocks"))
FAULT (accept_eintr_aborted, "accept() gives ECONNABORTED for EINTR",
  KILLS ("tcp.accept_eintr", "tcp.forking_eintr",
         "tcp.forking_waitedpid_trick"))
FAULT (accept_cut_length, "accept() tells the length of what it has stored",
  KILLS ("tcp.accept_peer"),
  KILLS_FALLBACK ("tcp.accept_peer"))
FAULT (accept_host_order, "accept() stores the port in host order",
  KILLS ("tcp.accept_peer", "tcp.accept_blocks", "tcp.accept_eintr",
         "tcp.accept_restart", "tcp.iterative"),
  KILLS_FALLBACK ("tcp.accept_peer", "tcp.accept_blocks", "tcp.iterative",
                  "tcp.accept_restart"))
FAULT (accept_last_first, "accept() takes the second client in the queue first",
  KILLS ("tcp.iterative", "tcp.accept_peer", "servers.queue"),
  KILLS_FALLBACK ("tcp.iterative", "tcp.accept_peer"))
FAULT (accept_passes_nonblock, "an IPv6 client's socket gets O_NONBLOCK",
  KILLS ("tcp.accept_nb_inherit"))
FAULT (accept_null_at_once, "accept() looks first at where the length goes",
  KILLS ("tcp.accept_null"))
FAULT (accept_says_aborted, "accept() of who has reset gives ECONNABORTED",
  KILLS ("tcp.accept_aborted"))
FAULT (accept_emfile_drops, "accept() without a descriptor drops the client",
  KILLS ("tcp.accept_emfile"))
FAULT (accept_drops_options, "an accepted socket has no SO_KEEPALIVE",
  KILLS ("tcp.accept_opts_inherit"))
FAULT (servers_accept_drops, "accept() drops the second, who had to wait",
  KILLS ("servers.one_at_a_time"))
FAULT (servers_accept_empties, "accept() drops what came before it",
  KILLS ("servers.one_at_a_time"))
FAULT (tcp_emfile_eintr, "accept() gives EINTR for EMFILE",
  KILLS ("tcp.forking_waitedpid_trick"))

int
ipc_fault_tcp_family (int fd)
{
  int type = 0, family = 0;
  socklen_t size = sizeof type;
  int error = errno;

  IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_TYPE, &type, &size);
  size = sizeof family;
  IPC_REAL (getsockopt) (fd, SOL_SOCKET, SO_DOMAIN, &family, &size);
  errno = error;
  return type == SOCK_STREAM && (family == AF_INET || family == AF_INET6)
         ? family : 0;
}

static int
is_waiting (int fd)
{
  struct pollfd p = { fd, POLLIN, 0 };

  return IPC_REAL (poll) (&p, 1, 0) == 1;
}

/* The second client, while the first one waits on.  */
static int
accept_other (int fd, ADDRESS from, socklen_t *size)
{
  static int kept = -1;
  static struct sockaddr_storage kept_from;
  static socklen_t kept_size;
  int result = kept;
  ADDRESS to;

  if (result == -1)
    {
      kept_size = sizeof kept_from;
      POINTER (to) = (struct sockaddr *) &kept_from;
      kept = IPC_REAL (accept) (fd, to, &kept_size);
      if (kept != -1 && is_waiting (fd))
        return IPC_REAL (accept) (fd, from, size);
      result = kept;
    }
  kept = -1;
  if (result == -1 || POINTER (from) == NULL)
    return result;
  memcpy (POINTER (from), &kept_from, *size < kept_size ? *size : kept_size);
  *size = kept_size;
  return result;
}

/* Whether the peer of FD, which has just been accepted, is gone.  */
static int
is_reset (int fd)
{
  char byte;

  return IPC_REAL (recv) (fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == -1
         && errno == ECONNRESET;
}

/* Take a client off the queue of FD, by a descriptor that is in use.  */
static int
drop_client (int fd)
{
  ADDRESS nowhere;

  POINTER (nowhere) = NULL;
  IPC_REAL (close) (STDIN_FILENO);
  IPC_REAL (close) (IPC_REAL (accept) (fd, nowhere, NULL));
  return ipc_fault_fail (EMFILE);
}

static void
spoil_accepted (int listener, int fd)
{
  int flags = IPC_REAL (fcntl) (listener, F_GETFL);
  int off = 0;

  if (ipc_fault (accept_passes_nonblock) && (flags & O_NONBLOCK) != 0
      && ipc_fault_tcp_family (fd) == AF_INET6)
    IPC_REAL (fcntl) (fd, F_SETFL, flags);
  if (ipc_fault (accept_drops_options))
    IPC_REAL (setsockopt) (fd, SOL_SOCKET, SO_KEEPALIVE, &off, sizeof off);
}

int
ipc_fault_tcp_accept (int fd, ADDRESS from, socklen_t *size)
{
  static int calls;
  char block[64];
  struct sockaddr_in *in = (struct sockaddr_in *) POINTER (from);
  int second = ++calls == 2 && is_waiting (fd);
  socklen_t room = size != NULL ? *size : 0;
  int result;

  if (ipc_fault (accept_v6_polls) && ipc_fault_tcp_family (fd) == AF_INET6
      && !is_waiting (fd))
    return ipc_fault_fail (EAGAIN);
  if (POINTER (from) != NULL && size == NULL && ipc_fault (accept_null_at_once))
    return ipc_fault_fail (EFAULT);
  if (!ipc_fault_tcp_takes (fd, from, size, &result))
    result = ipc_fault (accept_last_first) ? accept_other (fd, from, size)
             : IPC_REAL (accept) (fd, from, size);
  result = ipc_fault_tcp_taken (fd, result, from, size);
  if (result == -1 && errno == EINTR && ipc_fault (accept_eintr_aborted))
    errno = ECONNABORTED;
  if (result == -1 && errno == EMFILE && ipc_fault (tcp_emfile_eintr))
    errno = EINTR;
  if (result != -1 && ipc_fault (servers_accept_empties))
    while (IPC_REAL (recv) (result, block, sizeof block, MSG_DONTWAIT) > 0)
      continue;
  if (result == -1 && errno == EMFILE && ipc_fault (accept_emfile_drops))
    return drop_client (fd);
  if (result != -1 && ipc_fault (accept_says_aborted) && is_reset (result))
    {
      IPC_REAL (close) (result);
      return ipc_fault_fail (ECONNABORTED);
    }
  if (result != -1 && second && ipc_fault (servers_accept_drops))
    IPC_REAL (shutdown) (result, SHUT_RDWR);
  if (result != -1)
    {
      spoil_accepted (fd, result);
      ipc_fault_answered (result);
    }
  if (result == -1 || POINTER (from) == NULL)
    return result;
  if (ipc_fault (accept_host_order))
    in->sin_port = ntohs (in->sin_port);
  if (ipc_fault (accept_cut_length) && *size > room)
    *size = room;
  return result;
}
