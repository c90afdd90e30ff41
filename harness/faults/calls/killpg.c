/* killpg.c - faults of killpg().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "kill.h"

#include <errno.h>
#include <signal.h>

#include "actions.h"
#include "faults.h"

CALL (killpg)
FAULT (killpg_leader, "killpg() reaches just the leader",
  KILLS ("kill.killpg"))
FAULT (killpg_no_einval, "killpg() with a bad signal gives ESRCH",
  KILLS ("kill.killpg"))
FAULT (killpg_takes_next, "killpg() takes the number after the last",
  KILLS ("kill.killpg"))
FAULT (killpg_no_esrch, "killpg() of no group succeeds",
  KILLS ("kill.killpg"))
FAULT (killpg_missing, "there is no killpg()",
  KILLS ("kill.killpg"))

int
killpg (pid_t group, int signo)
{
  int result;

  if (ipc_fault (killpg_missing))
    return ipc_fault_fail (ENOSYS);
  if (ipc_fault (killpg_leader))
    return IPC_REAL (kill) (group, signo);
  if (ipc_fault (kill_group_children))
    return ipc_fault_kill_children (group, signo);
  if (signo == NSIG && ipc_fault (killpg_takes_next))
    return 0;
  result = IPC_REAL (killpg) (group, signo);
  if (result == -1 && errno == EINVAL && ipc_fault (killpg_no_einval))
    errno = ESRCH;
  if (result == -1 && errno == ESRCH && ipc_fault (killpg_no_esrch))
    return 0;
  return result;
}
