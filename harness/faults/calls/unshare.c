/* unshare.c - faults of going where there is less.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sched.h>

#include "faults.h"

CALL (unshare)
FAULT (unshare_keeps_network, "unshare() leaves a process its network",
  KILLS ("unix_sockets.abstract_scope"))

int
unshare (int what)
{
  if (what == CLONE_NEWNET && ipc_fault (unshare_keeps_network))
    return 0;
  return IPC_REAL (unshare) (what);
}
