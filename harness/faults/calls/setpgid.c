/* setpgid.c - faults of process groups.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "processes.h"

CALL (setpgid)
CALL (setpgrp)
CALL (getpgrp)
FAULT (setpgid_pretends, "setpgid() of a child moves nobody",
  KILLS ("daemons.setpgid_rules"))
FAULT (setpgid_after_exec, "setpgid() of a child after exec() succeeds",
  KILLS ("daemons.setpgid_rules"))
FAULT (setpgid_any_session, "setpgid() takes session leaders and strangers",
  KILLS ("daemons.setpgid_rules"))
FAULT (setpgid_esrch, "setpgid() of what is no child fails with EPERM",
  KILLS ("daemons.setpgid_rules"))
FAULT (setpgid_negative, "setpgid() to a negative group fails with EPERM",
  KILLS ("daemons.setpgid_rules"))
FAULT (setpgrp_stays, "setpgrp() moves nobody",
  KILLS ("daemons.setpgrp"),
  KILLS_FALLBACK ("daemons.setpgrp"))
FAULT (getpgrp_remembers, "getpgrp() tells the group of the start",
  KILLS ("daemons.getpgrp"))

static int
refuse (int error, pid_t group)
{
  if ((error == EACCES && ipc_fault (setpgid_after_exec))
      || (error == EPERM && ipc_fault (setpgid_any_session)))
    return 0;
  if ((error == ESRCH && ipc_fault (setpgid_esrch))
      || (group < 0 && ipc_fault (setpgid_negative)))
    error = EPERM;
  return ipc_fault_fail (error);
}

int
setpgid (pid_t pid, pid_t group)
{
  if (pid > 0 && pid == group && ipc_fault_n_groups < IPC_FAULT_GROUPS)
    ipc_fault_groups[ipc_fault_n_groups++] = pid;
  if (pid != 0 && ipc_fault (setpgid_pretends) && pid != getpid ()
      && getpgid (pid) == getpgid (0))
    return 0;
  if (IPC_REAL (setpgid) (pid, group) == 0)
    return 0;
  return refuse (errno, group);
}

int
setpgrp (void)
{
  return ipc_fault (setpgrp_stays) ? 0 : IPC_REAL (setpgrp) ();
}

pid_t
getpgrp (void)
{
  static pid_t first;

  if (!ipc_fault (getpgrp_remembers))
    return IPC_REAL (getpgrp) ();
  if (first == 0)
    first = IPC_REAL (getpgrp) ();
  return first;
}
