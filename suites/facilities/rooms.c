/* rooms.c - going where a process sees less of the system.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "rooms.h"
#include "facilities.h"

#include <errno.h>
#include <sched.h>
#include <unistd.h>

/* Linux lets plain users who first make a user namespace do the same.  */
static int
leave (int what)
{
#if defined __linux__ && defined CLONE_NEWUSER
  return unshare (what) == 0 ? 0 : unshare (CLONE_NEWUSER | what);
#else
  (void) what;
  errno = ENOSYS;
  return -1;
#endif
}

int
ipc_new_root (const char *directory)
{
#if defined __linux__ && defined CLONE_NEWUSER
  if (chroot (directory) == -1
      && (unshare (CLONE_NEWUSER) == -1 || chroot (directory) == -1))
    return -1;
#else
  if (chroot (directory) == -1)
    return -1;
#endif
  return chdir ("/");
}

int
ipc_new_network (void)
{
#if defined __linux__ && defined CLONE_NEWNET
  return leave (CLONE_NEWNET);
#else
  return leave (0);
#endif
}

int
ipc_new_sysv (void)
{
#ifdef CLONE_NEWIPC
  return leave (CLONE_NEWIPC);
#else
  return leave (0);
#endif
}
