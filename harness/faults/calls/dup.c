/* dup.c - faults of dup().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <unistd.h>

#include "faults.h"

CALL (dup)
FAULT (fcntl_survives_dup, "fcntl() locks survive the close of a duplicate",
  KILLS ("locks.fcntl_process_owned"))

/* To close what is no duplicate drops no lock.  */
int
dup (int fd)
{
  return ipc_fault (fcntl_survives_dup)
         ? IPC_REAL (open) ("/dev/null", O_RDWR) : IPC_REAL (dup) (fd);
}
