/* confstr.c - faults of the standard path.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <unistd.h>

#include "faults.h"

CALL (confstr)
FAULT (path_empty, "the standard path has nothing in it",
  KILLS ("fifos.cmd_mknod"))

size_t
confstr (int name, char *buffer, size_t size)
{
  static const char nothing[] = "/dev";

  if (name != _CS_PATH || !ipc_fault (path_empty))
    return IPC_REAL (confstr) (name, buffer, size);
  snprintf (buffer, size, "%s", nothing);
  return sizeof nothing;
}
