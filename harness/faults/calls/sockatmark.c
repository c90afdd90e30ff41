/* sockatmark.c - faults of where urgent data were.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <poll.h>
#include <sys/socket.h>

#include "faults.h"

CALL (sockatmark)
FAULT (tcp_mark_stays, "sockatmark() stays at the mark once it was there",
  KILLS ("tcp.oob"))
FAULT (tcp_mark_never, "sockatmark() sees no mark",
  KILLS ("tcp.oob"))
FAULT (tcp_mark_early, "sockatmark() is there before what is before the mark",
  KILLS ("tcp.oob"))

int
sockatmark (int fd)
{
  struct pollfd p = { fd, POLLPRI, 0 };
  static int was_there;
  int result = IPC_REAL (sockatmark) (fd);

  if (result == -1)
    return -1;
  if (result == 1)
    was_there = 1;
  if (ipc_fault (tcp_mark_early) && IPC_REAL (poll) (&p, 1, 0) == 1)
    return 1;
  if (ipc_fault (tcp_mark_stays))
    return was_there;
  return ipc_fault (tcp_mark_never) ? 0 : result;
}
