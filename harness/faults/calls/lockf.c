/* lockf.c - faults of lockf().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <unistd.h>

#include "faults.h"
#include "interruption.h"

CALL (lockf)
FAULT (lockf_restarts, "lockf() restarts without SA_RESTART",
  KILLS ("restart.lockf_clear"))
FAULT (lockf_interrupted, "lockf() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.lockf_set"))
FAULT (lockf_stop, "a stop and a continuation interrupt lockf()",
  KILLS ("restart.lockf_stopped"))

WAITS (int, lockf,
  (int fd, int command, off_t size),
  (fd, command, size),
  .restarts = ipc_fault (lockf_restarts),
  .interrupted = ipc_fault (lockf_interrupted),
  .stop = ipc_fault (lockf_stop))
