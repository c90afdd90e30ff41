/* dup.c - faults of dup().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "faults.h"

CALL (dup)
FAULT (fcntl_survives_dup, "fcntl() locks survive the close of a duplicate",
  KILLS ("locks.fcntl_process_owned"))

FAULT (dup_own_offset, "what dup() gives has an offset of its own",
  KILLS ("descriptors.offset_shared"))
FAULT (dup_keeps_cloexec, "dup() takes close-on-exec over",
  KILLS ("descriptors.fdflags_private"))

/* The file of FD anew, or its duplicate.  */
static int
of_its_own (int fd)
{
  return ipc_fault_is (fd, S_IFREG) ? ipc_fault_open_anew (fd, O_RDWR)
         : IPC_REAL (dup) (fd);
}

/* To close what is no duplicate drops no lock.  */
int
dup (int fd)
{
  int new;

  if (ipc_fault (fcntl_survives_dup))
    return IPC_REAL (open) ("/dev/null", O_RDWR);
  new = ipc_fault (dup_own_offset) ? of_its_own (fd) : IPC_REAL (dup) (fd);
  if (new != -1 && ipc_fault (dup_keeps_cloexec))
    IPC_REAL (fcntl) (new, F_SETFD, IPC_REAL (fcntl) (fd, F_GETFD));
  return new;
}
