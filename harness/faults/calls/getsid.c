/* getsid.c - faults of asking for groups and sessions of others.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (getsid)
CALL (getpgid)
FAULT (getsid_foreign, "getsid() does not tell of another session",
  KILLS ("daemons.getpgid_foreign_session"))
FAULT (getpgid_foreign, "getpgid() tells the caller's group of a foreigner",
  KILLS ("daemons.getpgid_foreign_session"))
FAULT (getsid_echoes, "getsid() of a foreigner gives the pid itself",
  KILLS ("daemons.getpgid_foreign_session"))
FAULT (getpgid_is_session, "getpgid() of a foreigner gives the session",
  KILLS ("daemons.getpgid_foreign_session"))

/* Whether PID is in another session.  */
static int
is_foreign (pid_t pid)
{
  return pid != 0 && IPC_REAL (getsid) (pid) != IPC_REAL (getsid) (0);
}

pid_t
getsid (pid_t pid)
{
  if (is_foreign (pid) && ipc_fault (getsid_echoes))
    return pid;
  return is_foreign (pid) && ipc_fault (getsid_foreign)
         ? ipc_fault_fail (EPERM) : IPC_REAL (getsid) (pid);
}

pid_t
getpgid (pid_t pid)
{
  if (is_foreign (pid) && ipc_fault (getpgid_is_session))
    return IPC_REAL (getsid) (pid);
  return IPC_REAL (getpgid) (is_foreign (pid) && ipc_fault (getpgid_foreign)
                             ? 0 : pid);
}
