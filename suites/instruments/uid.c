/* uid.c - a second user.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "uid.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "frame/settings.h"
#include "child.h"

void
ipc_second_uid (uid_t *uid, gid_t *gid)
{
  int held = ipc_hold ();
  const char *name = ipc_config ("unprivileged-user", "nobody");
  struct passwd *p;

  if (geteuid () != 0)
    ipc_not_exercised ("no second uid");
  p = getpwnam (name);
  if (p == NULL || p->pw_uid == 0)
    ipc_not_exercised ("no second uid");
  *uid = p->pw_uid;
  *gid = p->pw_gid;
  ipc_uses ("second_uid");
  ipc_release (held);
}

void
ipc_become (uid_t uid, gid_t gid)
{
  int held = ipc_hold ();
  pid_t parent = getppid ();

  IPC_SETUP (setgid (gid) == 0);
  IPC_SETUP (setgroups (1, &gid) == 0);
  IPC_SETUP (setuid (uid) == 0);
  /* A change of user undoes the tie.  */
  ipc_tie_to_parent (parent);
  ipc_release (held);
}
