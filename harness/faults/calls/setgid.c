/* setgid.c - faults of changing groups, and of the way back to a user.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "setuid.h"

#include <errno.h>
#include <grp.h>
#include <sys/fsuid.h>
#include <sys/types.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (setgid)
CALL (setgroups)
CALL (seteuid)
CALL (setreuid)
FAULT (setgid_keeps_saved, "setgid() keeps the way back to the old group",
  KILLS ("safe_pipes.drop_ids"))
FAULT (setgid_keeps_files, "setgid() leaves root's group for files",
  KILLS ("safe_pipes.drop_ids", "safe_pipes.safe_file"))
FAULT (setgid_clears_groups, "setgid() clears the supplementary groups",
  KILLS ("safe_pipes.drop_groups"))
FAULT (setgroups_adds, "setgroups() with one group leaves root's",
  KILLS ("safe_pipes.drop_groups"))
FAULT (seteuid_for_good, "seteuid() of root's cannot be undone",
  KILLS ("safe_pipes.drop_irrevocable"))
FAULT (setreuid_keeps_saved, "setreuid() keeps the way back to root",
  KILLS ("safe_pipes.drop_irrevocable"))

int
setgid (gid_t gid)
{
  gid_t old = getegid ();
  int result;

  if (ipc_fault (setgid_clears_groups))
    IPC_REAL (setgroups) (1, &gid);
  if (ipc_fault (setgid_keeps_saved) && getgid () == gid)
    return setegid (gid);
  result = IPC_REAL (setgid) (gid);
  if (ipc_fault (setgid_keeps_files))
    setfsgid (old);
  return result;
}

int
setgroups (size_t n, const gid_t *list)
{
  gid_t both[2] = { 0, 0 };

  if (n != 1 || !ipc_fault (setgroups_adds))
    return IPC_REAL (setgroups) (n, list);
  both[0] = *list;
  return IPC_REAL (setgroups) (2, both);
}

int
seteuid (uid_t uid)
{
  if (ipc_fault_only_setuid && uid == 0)
    return ipc_fault_fail (EPERM);
  return geteuid () == 0 && ipc_fault (seteuid_for_good)
         ? IPC_REAL (setreuid) (uid, uid) : IPC_REAL (seteuid) (uid);
}

int
setreuid (uid_t real, uid_t effective)
{
  if (ipc_fault_only_setuid && effective == 0)
    return ipc_fault_fail (EPERM);
  if (real == effective && ipc_fault (setreuid_keeps_saved))
    return IPC_REAL (seteuid) (effective);
  return IPC_REAL (setreuid) (real, effective);
}
