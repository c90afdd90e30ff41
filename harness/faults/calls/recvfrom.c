/* recvfrom.c - faults of interrupting recvfrom() and sendto().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "address.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/un.h>

#include "actions.h"
#include "datagrams.h"
#include "descriptors.h"
#include "differ.h"
#include "faults.h"
#include "interruption.h"
#include "udp.h"

CALL (recvfrom)
CALL (sendto)
FAULT (recvfrom_restarts, "recvfrom() restarts without SA_RESTART",
  KILLS ("restart.recvfrom_udp_clear"))
FAULT (recvfrom_interrupted,
  "recvfrom() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.recvfrom_udp_set"))
FAULT (recvfrom_stop, "a stop and a continuation interrupt recvfrom()",
  KILLS ("restart.recvfrom_udp_stopped"))
FAULT (recvfrom_timeout_restarts,
  "recvfrom() with a timeout restarts without SA_RESTART",
  KILLS ("restart.recvfrom_udp_rcvtimeo_clear"))
FAULT (recvfrom_timeout_eagain,
  "recvfrom() with a timeout fails with EAGAIN when interrupted",
  KILLS ("restart.recvfrom_udp_rcvtimeo_set",
         "restart.recvfrom_udp_rcvtimeo_stopped"),
  KILLS_FALLBACK ("restart.recvfrom_udp_rcvtimeo_set",
                  "restart.recvfrom_udp_rcvtimeo_stopped"))
FAULT (sendto_restarts, "sendto() restarts without SA_RESTART",
  KILLS ("restart.sendto_unix_dgram_clear"))
FAULT (sendto_interrupted, "sendto() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.sendto_unix_dgram_set"))
FAULT (sendto_stop, "a stop and a continuation interrupt sendto()",
  KILLS ("restart.sendto_unix_dgram_stopped"))
FAULT (sendto_raises, "sendto() to a name where nobody listens is SIGPIPE",
  KILLS ("daemons.notify_socket"))
FAULT (recvfrom_leaves_name, "recvfrom() of a local stream gives no name",
  KILLS ("unix_sockets.recvfrom_stream"))
FAULT (un_recvfrom_other, "recvfrom() of a local socket gives another name",
  KILLS ("unix_sockets.recvfrom_stream"))

/* Where the name begins in an address.  */
enum { NAME_AT = offsetof (struct sockaddr_un, sun_path) };

static struct ipc_interruption
of_recvfrom (int fd)
{
  struct ipc_interruption in = { .restarts = 0 };
  int timeout = ipc_fault_has_timeout (fd, SO_RCVTIMEO);

  in.restarts = timeout ? ipc_fault (recvfrom_timeout_restarts)
                : ipc_fault (recvfrom_restarts);
  in.interrupted = !timeout && ipc_fault (recvfrom_interrupted);
  in.stop = !timeout && ipc_fault (recvfrom_stop);
  in.eagain = timeout && ipc_fault (recvfrom_timeout_eagain);
  return in;
}

ssize_t
recvfrom (int fd, void *data, size_t size, int flags, ADDRESS from,
          socklen_t *from_size)
{
  struct ipc_interruption in = { .restarts = 0 };
  ssize_t n;

  if (ipc_fault_armed)
    {
      in = of_recvfrom (fd);
      flags |= ipc_fault_rest (fd, size);
    }
  ipc_fault_before_wait (&in);
  do
    n = IPC_REAL (recvfrom) (fd, data, size, flags, from, from_size);
  while (ipc_fault_again (&in, n == -1));
  if (from_size != NULL && ipc_fault (recvfrom_leaves_name)
      && ipc_fault_is_local (fd) && ipc_fault_socket_type (fd) == SOCK_STREAM)
    *from_size = 0;
  if (from_size != NULL && *from_size > NAME_AT
      && ipc_fault (un_recvfrom_other) && ipc_fault_is_local (fd))
    ((char *) POINTER (from))[NAME_AT] ^= 1;
  return ipc_fault_armed
         ? ipc_fault_received (fd, data, size, n, POINTER (from)) : n;
}

static ssize_t
send_to (int fd, const void *data, size_t size, int flags, CONST_ADDRESS to,
         socklen_t to_size)
{
  struct ipc_interruption in = { .restarts = ipc_fault (sendto_restarts),
    .interrupted = ipc_fault (sendto_interrupted),
    .stop = ipc_fault (sendto_stop) };
  ssize_t n;

  ipc_fault_before_wait (&in);
  do
    n = IPC_REAL (sendto) (fd, data, size, flags, to, to_size);
  while (ipc_fault_again (&in, n == -1));
  if (n == -1 && (errno == ECONNREFUSED || errno == ENOENT)
      && ipc_fault (sendto_raises))
    IPC_REAL (raise) (SIGPIPE);
  return n;
}

ssize_t
sendto (int fd, const void *data, size_t size, int flags, CONST_ADDRESS to,
        socklen_t to_size)
{
  ssize_t n;

  if (ipc_fault_armed
      && (ipc_fault_sends (fd, size, POINTER (to), &n)
          || ipc_fault_udp_sendto (fd, data, size, POINTER (to), to_size, &n)))
    return n;
  if (ipc_fault_armed && ipc_fault_no_answer (fd))
    return ipc_fault_fail (ECONNREFUSED);
  n = send_to (fd, data, size, flags, to, to_size);
  return ipc_fault_armed ? ipc_fault_sent (size, n) : n;
}
