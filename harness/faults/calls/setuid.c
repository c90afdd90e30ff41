/* setuid.c - faults of changing the user.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "setuid.h"

#include <unistd.h>

#include "faults.h"

CALL (setuid)
FAULT (setuid_back, "setuid() keeps a way back for another setuid()",
  KILLS ("safe_pipes.drop_irrevocable"))
FAULT (setuid_keeps_saved, "setuid() keeps the way back to root",
  KILLS ("instruments.second_uid", "safe_pipes.drop_ids"))

int ipc_fault_only_setuid;

int
setuid (uid_t uid)
{
  if (ipc_fault (setuid_back) && geteuid () == 0)
    {
      ipc_fault_only_setuid = 1;
      return IPC_REAL (seteuid) (uid);
    }
  return ipc_fault_anywhere (setuid_keeps_saved) ? seteuid (uid)
         : IPC_REAL (setuid) (uid);
}
