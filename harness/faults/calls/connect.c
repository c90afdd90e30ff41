/* connect.c - faults of interrupting connect().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "connect-name.h"

#include <errno.h>

#include "actions.h"
#include "descriptors.h"
#include "differ.h"
#include "faults.h"
#include "interruption.h"
#include "network.h"
#include "tcp.h"
#include "udp.h"

CALL (connect)
FAULT (connect_restarts, "connect() restarts without SA_RESTART",
  KILLS ("restart.connect_tcp_full_clear", "restart.connect_unix_full_clear",
         "tcp.connect_eintr"))
FAULT (connect_interrupted,
  "connect() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.connect_tcp_full_set", "restart.connect_unix_full_set"))
FAULT (connect_stop, "a stop and a continuation interrupt connect()",
  KILLS ("restart.connect_tcp_full_stopped",
         "restart.connect_unix_full_stopped"))
FAULT (connect_again_pretends,
  "connect() says of a socket that was interrupted that it is connected",
  KILLS ("restart.connect_unix_full_clear"))
FAULT (connect_timeout_restarts,
  "connect() with a timeout restarts after any handler",
  KILLS ("restart.connect_tcp_sndtimeo_clear",
         "restart.connect_unix_sndtimeo_clear",
         "restart.connect_tcp_sndtimeo_set",
         "restart.connect_unix_sndtimeo_set"))
FAULT (connect_timeout_eagain,
  "connect() with a timeout fails with EAGAIN when interrupted",
  KILLS ("restart.connect_tcp_sndtimeo_stopped",
         "restart.connect_unix_sndtimeo_stopped"),
  KILLS_FALLBACK ("restart.connect_tcp_sndtimeo_set",
                  "restart.connect_unix_sndtimeo_set",
                  "restart.connect_tcp_sndtimeo_stopped",
                  "restart.connect_unix_sndtimeo_stopped"))
FAULT (dissolve_refused, "connect() to AF_UNSPEC fails, though it is done",
  KILLS ("udp.dissolve"))
FAULT (dissolve_kept, "connect() to AF_UNSPEC does nothing",
  KILLS ("udp.dissolve"))
FAULT (connect_twice, "connect() of a connected stream succeeds",
  KILLS ("sockets.errno_kinds"))

static struct ipc_interruption
of_connect (int fd)
{
  struct ipc_interruption in = { .restarts = 0 };
  int timeout = ipc_fault_has_timeout (fd, SO_SNDTIMEO);

  in.restarts = timeout ? ipc_fault (connect_timeout_restarts)
                : ipc_fault (connect_restarts);
  in.interrupted = !timeout && ipc_fault (connect_interrupted);
  in.stop = !timeout && ipc_fault (connect_stop);
  in.eagain = timeout && ipc_fault (connect_timeout_eagain);
  return in;
}

int
connect (int fd, CONST_ADDRESS to, socklen_t size)
{
  struct ipc_interruption in = { .restarts = 0 };
  static int interrupted;
  int result;

  if (interrupted && ipc_fault (connect_again_pretends))
    return 0;
  if (POINTER (to)->sa_family == AF_UNSPEC && ipc_fault (dissolve_kept))
    return 0;
  if (ipc_fault_armed && ipc_fault_udp_connect (fd, POINTER (to), size))
    return 0;
  if (ipc_fault_armed && ipc_fault_stranger_connects (fd))
    return ipc_fault_fail (ECONNREFUSED);
  if (ipc_fault_armed)
    in = of_connect (fd);
  ipc_fault_before_wait (&in);
  do
    result = ipc_fault_armed && ipc_fault_tcp_family (fd) != 0
             ? ipc_fault_tcp_connect (fd, to, size)
             : ipc_fault_connect (fd, to, size);
  while (ipc_fault_again (&in, result == -1));
  if (result == 0 && POINTER (to)->sa_family == AF_UNSPEC
      && ipc_fault (dissolve_refused))
    return ipc_fault_fail (EAFNOSUPPORT);
  if (result == -1 && errno == EISCONN && ipc_fault (connect_twice))
    return 0;
  if (result == -1)
    errno = ipc_fault_misuse (errno, "connect");
  interrupted = result == -1 && errno == EINTR;
  return result;
}
