/* dup3.c - faults of dup3().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <unistd.h>

#include "faults.h"

CALL (dup3)
FAULT (dup3_forgets, "dup3() forgets O_CLOEXEC",
  KILLS ("descriptors.cloexec_atomic"))

int
dup3 (int from, int to, int flags)
{
  return IPC_REAL (dup3) (from, to, ipc_fault (dup3_forgets)
                                    ? flags & ~O_CLOEXEC : flags);
}
