/* spawn-actions.c - faults of what posix_spawn() is to do.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "spawned.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (posix_spawn_file_actions_addclose)
CALL (posix_spawn_file_actions_addchdir_np)
FAULT (spawn_addclose_minus_one, "to close what cannot be returns -1",
  KILLS ("safe_pipes.spawn_returns_error"))
FAULT (spawn_moves_parent, "posix_spawn() changes its caller's directory, too",
  KILLS ("safe_pipes.spawn_chdir_path"))

/* Newer than some libcs that have all else.  */
int posix_spawn_file_actions_addchdir_np (posix_spawn_file_actions_t *actions,
                                          const char *path);

static char directory[200];

void
ipc_fault_move_parent (void)
{
  int error = errno;

  if (*directory != '\0' && ipc_fault (spawn_moves_parent)
      && IPC_REAL (chdir) (directory) == 0)
    *directory = '\0';
  errno = error;
}

int
posix_spawn_file_actions_addchdir_np (posix_spawn_file_actions_t *actions,
                                      const char *path)
{
  snprintf (directory, sizeof directory, "%s", path);
  return IPC_REAL (posix_spawn_file_actions_addchdir_np) (actions, path);
}

int
posix_spawn_file_actions_addclose (posix_spawn_file_actions_t *actions,
                                   int fd)
{
  int result = IPC_REAL (posix_spawn_file_actions_addclose) (actions, fd);

  return result != 0 && ipc_fault (spawn_addclose_minus_one)
         ? ipc_fault_fail (result) : result;
}
