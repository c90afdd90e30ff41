/* getppid.c - faults of asking for one's parent.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <unistd.h>

#include "faults.h"

CALL (getppid)
/* instruments.shim_active's helper makes the call to see whether it is
   broken.  */
FAULT (shim_canary, "getppid() gives 0", KILLS_NOTHING)
FAULT (getppid_cached, "getppid() remembers the first parent",
  KILLS ("reaper.getppid_orphan"))
FAULT (getppid_unseen, "getppid() gives 0, as of a parent outside",
  KILLS ("reaper.getppid_orphan"))

pid_t
getppid (void)
{
  static pid_t first;

  if (ipc_fault (shim_canary) || ipc_fault (getppid_unseen))
    return 0;
  if (!ipc_fault (getppid_cached))
    return IPC_REAL (getppid) ();
  if (first == 0)
    first = IPC_REAL (getppid) ();
  return first;
}
