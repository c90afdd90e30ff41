/* spawn-actions.c - faults of what posix_spawn() is to do.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <spawn.h>

#include "actions.h"
#include "faults.h"

CALL (posix_spawn_file_actions_addclose)
FAULT (spawn_addclose_minus_one, "to close what cannot be returns -1",
  KILLS ("safe_pipes.spawn_returns_error"))

int
posix_spawn_file_actions_addclose (posix_spawn_file_actions_t *actions,
                                   int fd)
{
  int result = IPC_REAL (posix_spawn_file_actions_addclose) (actions, fd);

  return result != 0 && ipc_fault (spawn_addclose_minus_one)
         ? ipc_fault_fail (result) : result;
}
