/* accept.c - faults of interrupting accept().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "address.h"

#include <stddef.h>
#include <unistd.h>

#include "descriptors.h"
#include "differ.h"
#include "faults.h"
#include "interruption.h"
#include "local.h"
#include "network.h"
#include "tcp-claims.h"
#include "tcp.h"

CALL (accept)
FAULT (harmless_ends_accept, "a signal that does nothing ends accept()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (accept_restarts, "accept() restarts without SA_RESTART",
  KILLS ("restart.accept_tcp_clear", "restart.accept_unix_clear",
         "tcp.accept_eintr", "tcp.forking_eintr",
         "tcp.forking_waitedpid_trick"))
FAULT (accept_interrupted, "accept() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.accept_tcp_set", "restart.accept_unix_set",
         "tcp.accept_restart"))
FAULT (accept_stop, "a stop and a continuation interrupt accept()",
  KILLS ("restart.accept_tcp_stopped", "restart.accept_unix_stopped"))
FAULT (accept_timeout_restarts,
  "accept() with a timeout restarts without SA_RESTART",
  KILLS ("restart.accept_rcvtimeo_clear"))
FAULT (accept_timeout_eagain,
  "accept() with a timeout fails with EAGAIN when interrupted",
  KILLS ("restart.accept_rcvtimeo_set", "restart.accept_rcvtimeo_stopped"),
  KILLS_FALLBACK ("restart.accept_rcvtimeo_set",
                  "restart.accept_rcvtimeo_stopped"))
FAULT (accept_repeats, "the second accept() gives the first session again",
  KILLS ("unix_sockets.sessions"))
FAULT (accept_past_length, "accept() stores more of a name than it says",
  KILLS ("unix_sockets.accept_unnamed"),
  KILLS_FALLBACK ("unix_sockets.accept_unnamed"))

static struct ipc_interruption
of_accept (int fd)
{
  struct ipc_interruption in = { .restarts = 0 };
  int timeout = ipc_fault_has_timeout (fd, SO_RCVTIMEO);

  in.restarts = timeout ? ipc_fault (accept_timeout_restarts)
                : ipc_fault (accept_restarts);
  in.interrupted = !timeout && (ipc_fault (accept_interrupted)
                                || ipc_fault (tcp_accept_restarts_once));
  in.stop = !timeout && ipc_fault (accept_stop);
  in.harmless = ipc_fault (harmless_ends_accept);
  in.eagain = timeout && ipc_fault (accept_timeout_eagain);
  return in;
}

int
accept (int fd, ADDRESS from, socklen_t *size)
{
  struct ipc_interruption in = { .restarts = 0 };
  static int first = -1;
  int result;

  if (ipc_fault_armed)
    in = of_accept (fd);
  do
    {
      ipc_fault_before_wait (&in);
      result = ipc_fault_armed && ipc_fault_tcp_family (fd) != 0
               ? ipc_fault_tcp_accept (fd, from, size)
               : IPC_REAL (accept) (fd, from, size);
    }
  while (ipc_fault_again (&in, result == -1)
         || ipc_fault_tcp_restarts (result));
  if (result != -1 && ipc_fault (accept_repeats))
    {
      if (first != -1)
        return IPC_REAL (dup) (first);
      first = result;
    }
  if (result != -1 && size != NULL && ipc_fault (accept_past_length))
    ((char *) POINTER (from))[*size] = '\0';
  if (result != -1 && ipc_fault_armed)
    {
      ipc_fault_local_accepted (result, POINTER (from), size);
      ipc_fault_accepted_length (size);
      ipc_fault_one_way (result);
    }
  return result;
}
