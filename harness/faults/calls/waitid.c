/* waitid.c - faults of waitid().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/wait.h>

#include "faults.h"
#include "interruption.h"

CALL (waitid)
FAULT (waitid_takes, "waitid() overlooks WNOWAIT",
  KILLS ("instruments.waitid_nowait", "coprocesses.zombie_after_open2"),
  KILLS_FALLBACK ("reaper.loop", "reaper.status_map"))
FAULT (waitid_restarts, "waitid() restarts without SA_RESTART",
  KILLS ("restart.waitid_clear"))
FAULT (waitid_interrupted, "waitid() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.waitid_set"))
FAULT (waitid_stop, "a stop and a continuation interrupt waitid()",
  KILLS ("restart.waitid_stopped"))

WAITS (int, waitid,
  (idtype_t type, id_t id, siginfo_t *info, int options),
  (type, id, info, ipc_fault (waitid_takes) ? options & ~WNOWAIT : options),
  .restarts = ipc_fault (waitid_restarts),
  .interrupted = ipc_fault (waitid_interrupted),
  .stop = ipc_fault (waitid_stop))
