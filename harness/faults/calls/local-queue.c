/* local-queue.c - faults of what local sockets carry, and of who waits.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "local-queue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "descriptors.h"
#include "faults.h"

FAULT (un_read_joins, "read() of a local socket makes \\n of \\r\\n",
  KILLS ("unix_sockets.eol"))
FAULT (un_client_ends, "fgets() of a local socket ends after 100 lines",
  KILLS ("unix_sockets.client"))
FAULT (un_room_unseen, "send() is not woken when its receiver has room",
  KILLS ("unix_sockets.dgram_full_poll"))
FAULT (un_dgram_cut, "a datagram that is too large is cut",
  KILLS ("unix_sockets.dgram_max"))

ssize_t
ipc_fault_local_read (int fd, char *data, ssize_t n)
{
  ssize_t i;

  if (n < 2 || !ipc_fault (un_read_joins) || !ipc_fault_is_local (fd))
    return n;
  for (i = 0; i + 1 < n; i++)
    if (data[i] == '\r' && data[i + 1] == '\n')
      {
        memmove (data + i, data + i + 1, (size_t) (n - i - 1));
        n--;
      }
  return n;
}

int
ipc_fault_local_line (int fd)
{
  static int lines;

  return ipc_fault (un_client_ends) && ipc_fault_is_local (fd)
         && ++lines > 100;
}

/* Sleep in send() to a receiver of this process's own that is full.  */
static void
sleep_in_send (void)
{
  int fd[2];

  IPC_REAL (socketpair) (AF_UNIX, SOCK_DGRAM, 0, fd);
  while (IPC_REAL (send) (fd[0], "", 1, 0) == 1)
    continue;
}

ssize_t
ipc_fault_local_send (int fd, const void *data, size_t size, int flags)
{
  struct pollfd p = { fd, POLLOUT, 0 };
  ssize_t n;

  if (ipc_fault (un_room_unseen) && ipc_fault_is_local (fd)
      && ipc_fault_socket_type (fd) == SOCK_DGRAM
      && (IPC_REAL (fcntl) (fd, F_GETFL) & O_NONBLOCK) == 0
      && IPC_REAL (poll) (&p, 1, 0) == 0)
    sleep_in_send ();
  n = IPC_REAL (send) (fd, data, size, flags);
  if (n == -1 && errno == EMSGSIZE && ipc_fault (un_dgram_cut)
      && ipc_fault_is_local (fd) && IPC_REAL (send) (fd, data, 64, flags) > 0)
    return (ssize_t) size;
  return n;
}

/* How many local sockets have been given the option.  */
static int reuses_address;

void
ipc_fault_local_option (int fd, int name)
{
  if (!ipc_fault_is_local (fd))
    return;
  reuses_address += name == SO_REUSEADDR;
}

int
ipc_fault_local_shares (const char *name, int live)
{
  return (reuses_address > 0 && live && ipc_fault (un_reuse_live))
         || (reuses_address > 1 && strcmp (name, "shared") == 0
             && ipc_fault (un_reuse_both));
}
