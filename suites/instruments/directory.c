/* directory.c - a work directory of the case's own.
   SPDX-License-Identifier: BSD-2-Clause

   In a directory like /tmp a system may refuse to open what another user
   made, or to remove it, and in another user's only he changes the mode.  */

#include "surroundings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "aside.h"
#include "child.h"
#include "leaks.h"

/* Where the case began, and where it works; "" if that is the same.  */
static char outside[4096], inside[sizeof outside + 16];

static int
is_own (const struct stat *st)
{
  return st->st_uid == geteuid ()
         && (st->st_mode & (S_ISGID | S_ISVTX)) == 0;
}

/* Remove PATH when nobody holds the other end of IN any more, unless
   something comes from there.  */
static void
guard (int in, const char *path)
{
  char byte;
  ssize_t n;

  ipc_settle (in, in);
  while ((n = read (in, &byte, 1)) == -1 && errno == EINTR)
    continue;
  if (n != 1)
    execlp ("rm", "rm", "-rf", path, (char *) NULL);
  _exit (n != 1);
}

int
ipc_guard (const char *path)
{
  int held = ipc_hold (), fd[2];

  IPC_SETUP (pipe (fd) == 0);
  if (ipc_fork_servant () == 0)
    guard (fd[0], path);
  close (fd[0]);
  fd[1] = ipc_set_aside (fd[1]);
  ipc_release (held);
  return fd[1];
}

void
ipc_own_directory (void)
{
  char name[] = "case.XXXXXX", beside[4096];
  struct stat st;

  if (stat (".", &st) == 0 && is_own (&st))
    return;
  /* That may have a relative name, as seen from here.  */
  ipc_find_beside (".", beside, sizeof beside);
  if (getcwd (outside, sizeof outside) == NULL || mkdtemp (name) == NULL)
    ipc_not_exercised ("the work directory cannot be written to");
  snprintf (inside, sizeof inside, "%s/%s", outside, name);
  /* Kyua itself removes all that is in a work directory.  */
  if (getenv ("__RUNNING_INSIDE_ATF_RUN") == NULL)
    ipc_guard (inside);
  IPC_SETUP (chdir (inside) == 0);
  /* Where groups come from the directory, it is this user's.  */
  IPC_SETUP (chown (".", (uid_t) -1, getegid ()) == 0);
  IPC_SETUP (chmod (".", 0755) == 0);
}

void
ipc_leave_directory (void)
{
  if (*inside == '\0')
    return;
  if (chdir (outside) == 0)
    rmdir (inside);
  *inside = '\0';
}
