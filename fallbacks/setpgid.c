/* setpgid.c - a process group of one's own where there is no setpgid().
   SPDX-License-Identifier: BSD-2-Clause

   By setpgrp(), of which all that two old forms have in common is used.  No
   child and no existing group can be named: daemons.setpgid_rules.  */

#include "process-calls.h"

#include <errno.h>
#include <unistd.h>

/* The BSDs kept the form with two arguments; IPC_PROBE_SETPGRP_VOID, where
   it is known, is asked instead.  */
#if defined IPC_PROBE_SETPGRP_VOID && IPC_PROBE_SETPGRP_VOID != -1
# define HAS_ARGUMENTS (IPC_PROBE_SETPGRP_VOID == 0)
#else
# define HAS_ARGUMENTS 0
# if defined __FreeBSD__ || defined __NetBSD__ || defined __OpenBSD__ \
  || defined __DragonFly__
#  undef HAS_ARGUMENTS
#  define HAS_ARGUMENTS 1
# endif
#endif

/* Where neither is known to be there, it is not.  */
#if defined IPC_PROBE_SETPGRP_VOID && IPC_PROBE_SETPGRP_VOID == -1 \
  && defined IPC_PROBE_SETPGID && !IPC_PROBE_SETPGID
# define LEAD() (errno = ENOSYS)
#elif HAS_ARGUMENTS
# define LEAD() setpgrp (0, getpid ())
#else
# define LEAD() setpgrp ()
#endif

int
ipc_fb_setpgid (pid_t pid, pid_t group)
{
  pid_t self = getpid ();
  int error = errno;

  if ((pid != 0 && pid != self) || (group != 0 && group != self))
    {
      errno = ENOSYS;
      return -1;
    }
  /* System V's leaves a session leader as it is and does not say so.  */
  if (getsid (0) == self)
    {
      errno = EPERM;
      return -1;
    }
  /* What it returns differs: 0, the group, or nothing.  */
  errno = 0;
  LEAD ();
  if (getpgrp () == self)
    {
      errno = error;
      return 0;
    }
  if (errno != ENOSYS)
    errno = EPERM;
  return -1;
}
