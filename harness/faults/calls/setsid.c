/* setsid.c - faults of making a session.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (setsid)
FAULT (setsid_missing, "there is no setsid()",
  KILLS ("daemons.setsid_new_session", "daemons.setsid_eperm",
         "daemons.setsid_eperm_other", "daemons.fork_makes_nonleader",
         "daemons.no_ctty", "daemons.fallback_equals",
         "daemons.no_reacquire", "daemons.double_fork", "daemons.complete",
         "daemons.output_off_tty", "daemons.parent_exits_clean",
         "daemons.service_shell_hang"),
  KILLS_FALLBACK ("daemons.complete", "daemons.output_off_tty",
                  "daemons.parent_exits_clean"))
FAULT (setsid_keeps_session, "setsid() makes a group, in the old session",
  KILLS ("daemons.setsid_new_session", "daemons.no_ctty",
         "daemons.fallback_equals", "daemons.complete",
         "daemons.supervised"),
  KILLS_FALLBACK ("daemons.complete", "daemons.supervised",
                  "safe_pipes.spawn_setsid"))
FAULT (setsid_returns_zero, "setsid() returns 0 and not the group's id",
  KILLS ("daemons.setsid_new_session", "daemons.fork_makes_nonleader",
         "daemons.fallback_equals"))
FAULT (setsid_interrupts, "setsid() gives the caller a keyboard's SIGINT",
  KILLS ("daemons.fallback_equals"))
FAULT (setsid_takes_leader, "setsid() of a group's leader claims to work",
  KILLS ("daemons.setsid_eperm"))
FAULT (setsid_einval, "setsid() refuses with EINVAL",
  KILLS ("daemons.setsid_eperm", "daemons.setsid_eperm_other"))
FAULT (setsid_forgets_group, "setsid() does not see others in its group",
  KILLS ("daemons.setsid_eperm_other"))
FAULT (setsid_forever, "setsid() refuses who has once led a group",
  KILLS ("daemons.setsid_eperm_other"))

/* setsid() where the platform refuses.  */
static pid_t
refuse (void)
{
  int leads = getpgid (0) == getpid ();

  if (leads ? ipc_fault (setsid_takes_leader)
      : ipc_fault (setsid_forgets_group))
    return getpid ();
  return ipc_fault_fail (ipc_fault (setsid_einval) ? EINVAL : EPERM);
}

pid_t
setsid (void)
{
  static int refused;
  pid_t result;

  if (ipc_fault (setsid_missing))
    return ipc_fault_fail (ENOSYS);
  if (ipc_fault (setsid_keeps_session))
    return IPC_REAL (setpgid) (0, 0) == 0 ? getpid () : -1;
  if (refused && ipc_fault (setsid_forever))
    return ipc_fault_fail (EPERM);
  result = IPC_REAL (setsid) ();
  refused = result == -1 && errno == EPERM;
  if (refused)
    return refuse ();
  if (ipc_fault (setsid_interrupts))
    IPC_REAL (raise) (SIGINT);
  return ipc_fault (setsid_returns_zero) ? 0 : result;
}
