/* rename.c - faults of renaming.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "faults.h"
#include "local.h"

CALL (rename)
FAULT (rename_nothing, "rename() succeeds and does nothing",
  KILLS ("daemons.pidfile_order"))
FAULT (rename_loses_data, "the file that rename() has renamed is empty",
  KILLS ("daemons.pidfile_order"))

int
rename (const char *from, const char *to)
{
  int result, fd;

  if (ipc_fault (rename_nothing))
    return 0;
  result = IPC_REAL (rename) (from, to);
  if (result == 0)
    ipc_fault_local_renamed (from);
  if (result == 0 && ipc_fault (rename_loses_data)
      && (fd = IPC_REAL (open) (to, O_WRONLY | O_TRUNC)) != -1)
    IPC_REAL (close) (fd);
  return result;
}
