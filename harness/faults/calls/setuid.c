/* setuid.c - faults of changing the user.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <unistd.h>

#include "faults.h"

CALL (setuid)
FAULT (setuid_keeps_saved, "setuid() keeps the way back to root",
  KILLS ("instruments.second_uid", "safe_pipes.drop_ids"))

int
setuid (uid_t uid)
{
  return ipc_fault_anywhere (setuid_keeps_saved) ? seteuid (uid)
         : IPC_REAL (setuid) (uid);
}
