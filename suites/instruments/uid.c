/* uid.c - a second user.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "uid.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "frame/settings.h"
#include "child.h"

static int
take (uid_t uid, gid_t gid)
{
  return setgid (gid) == 0 && setgroups (1, &gid) == 0 && setuid (uid) == 0;
}

/* Whether a child can become that user: root may lack the privilege, or be
   root of a namespace that has nobody else.  */
static int
can_be_taken (uid_t uid, gid_t gid)
{
  pid_t pid = fork ();
  int status;

  IPC_SETUP (pid != -1);
  if (pid == 0)
    _exit (take (uid, gid) ? 0 : 1);
  while (waitpid (pid, &status, 0) == -1)
    IPC_SETUP (errno == EINTR);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

void
ipc_second_uid (uid_t *uid, gid_t *gid)
{
  int held = ipc_hold ();
  const char *name = ipc_config ("unprivileged-user", "nobody");
  struct passwd *p;

  if (geteuid () != 0)
    ipc_not_exercised ("no second uid");
  p = getpwnam (name);
  if (p == NULL || p->pw_uid == 0 || !can_be_taken (p->pw_uid, p->pw_gid))
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

  IPC_SETUP (take (uid, gid));
  /* A change of user undoes the tie.  */
  ipc_tie_to_parent (parent);
  ipc_release (held);
}
