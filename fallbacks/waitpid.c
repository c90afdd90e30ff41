/* waitpid.c - waitpid() where there is only wait3(), or wait().
   SPDX-License-Identifier: BSD-2-Clause

   Takes whatever child ends, and keeps the statuses that nobody has asked
   for yet.  A system that has wait4() has waitpid(), so that is not used.
   Define IPC_NO_WAIT3 where there is just wait(): then WNOHANG is refused.
   What this does not preserve:
     process groups are refused with ENOSYS        reaper.waitpid_pgrp
   A wait for one child takes the others' zombies from native wait calls,
   which must not be mixed with this one; a pid that is no child's is found
   out only when no child is left.  */

#include "ipcompat-processes.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>

enum { MOST_KEPT = 256 };

static struct kept
{
  pid_t pid;
  int status;
} kept[MOST_KEPT];
static int n_kept;

static pid_t
refuse (int error)
{
  errno = error;
  return -1;
}

/* Wait for any child.  */
static pid_t
collect (int *status, int options)
{
#ifdef IPC_NO_WAIT3
  return options != 0 ? refuse (ENOSYS) : wait (status);
#else
  return wait3 (status, options, NULL);
#endif
}

/* The eldest of the kept statuses that answers to PID, if there is one.  */
static pid_t
take_kept (pid_t pid, int *status)
{
  int i;

  for (i = 0; i < n_kept; i++)
    if (pid == -1 || kept[i].pid == pid)
      {
        pid = kept[i].pid;
        *status = kept[i].status;
        n_kept--;
        memmove (&kept[i], &kept[i + 1],
                 (size_t) (n_kept - i) * sizeof *kept);
        return pid;
      }
  return 0;
}

pid_t
ipc_fb_waitpid (pid_t pid, int *status, int options)
{
  int got_status = 0;
  pid_t got;

  if (pid == 0 || pid < -1 || (pid != -1 && (options & ~WNOHANG) != 0))
    return refuse (ENOSYS);
  got = take_kept (pid, &got_status);
  while (got == 0)
    {
      if (n_kept == MOST_KEPT)
        return refuse (ENOMEM);
      got = collect (&got_status, options);
      if (got <= 0)
        return got;
      if (pid != -1 && got != pid)
        {
          kept[n_kept].pid = got;
          kept[n_kept++].status = got_status;
          got = 0;
        }
    }
  if (status != NULL)
    *status = got_status;
  return got;
}
