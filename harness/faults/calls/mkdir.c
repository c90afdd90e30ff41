/* mkdir.c - faults of making directories.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/stat.h>

#include "faults.h"

CALL (mkdir)
FAULT (un_mkdir_open, "mkdir() makes directories that are open to all",
  KILLS ("unix_sockets.db_proxy"))

int
mkdir (const char *path, mode_t mode)
{
  int result = IPC_REAL (mkdir) (path, mode);

  return result == 0 && ipc_fault (un_mkdir_open)
         ? IPC_REAL (chmod) (path, 0777) : result;
}
